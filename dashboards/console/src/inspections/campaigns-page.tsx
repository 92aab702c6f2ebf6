import { Link } from 'react-router';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { IncidentTabs } from '../incidents/index.js';
import { Answer, dayText, Nothing } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useCampaigns } from './queries.js';

export function Component() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const may = useMay('campaigns');
  const campaigns = useCampaigns();
  return (
    <div className="page">
      <h1>{t('inspections.campaigns')}</h1>
      <IncidentTabs />
      {may && (
        <p className="no-print">
          <Link to="/inspections/campaigns/new">{t('inspections.newCampaign')}</Link>
        </p>
      )}
      <Answer asked={campaigns} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t('inspections.noCampaigns')}</Nothing>
          ) : (
            <ul className="plain">
              {items.map(({ id, title, reason, by, at, inspections, open, overdue, risks }) => (
                <li key={id} className="panel">
                  <h2>
                    <Link to={`/inspections?campaign=${id}&state=all`}>{title}</Link>
                  </h2>
                  <p>{reason}</p>
                  <p className="num">
                    {t('inspections.progress', { done: inspections - open, count: inspections })} ·{' '}
                    {t('inspections.risks', { count: risks })}
                    {overdue > 0 && (
                      <span className="joint-late">
                        {' '}
                        · {t('inspections.overdueCount', { count: overdue })}
                      </span>
                    )}
                  </p>
                  <progress
                    value={inspections - open}
                    max={inspections}
                    aria-label={t('inspections.progress', { done: inspections - open, count: inspections })}
                  />
                  <p className="faint">
                    {by} <span className="num">{dayText(at, language)}</span>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  );
}
