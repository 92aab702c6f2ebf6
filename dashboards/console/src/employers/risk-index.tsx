import { Link } from 'react-router';
import type { EmployerDetail } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { DataList, Nothing, TierTag } from '../parts/index.js';

/** The index of an employer, and what each rule that stands gives to it. */
export function RiskIndexCard({ index }: { readonly index: EmployerDetail['index'] }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="panel" aria-label={t('employer.index')}>
      <h2>
        {t('employer.index')} <span className="num">{index === null ? '—' : Math.round(index.points)}</span>
      </h2>
      {index === null && <Nothing>{t('employer.indexUnknown')}</Nothing>}
      {index?.shares.length === 0 && <Nothing>{t('employer.indexNothing')}</Nothing>}
      {index !== null && index.shares.length > 0 && (
        <>
          <p className="faint">
            {t('employer.indexAbout')}{' '}
            {index.version === null
              ? t('employer.indexShipped')
              : t('employer.indexVersion', { version: index.version })}
          </p>
          <DataList
            label={t('employer.index')}
            items={index.shares}
            rowKey={({ ruleId }) => ruleId}
            columns={[
              {
                key: 'rule',
                title: t('employer.indexRule'),
                head: true,
                cell: ({ ruleId, ruleName }) => (
                  <Link to={`/rules/${ruleId}`}>
                    <span className="num">{ruleId}</span> {say(ruleName)}
                  </Link>
                ),
              },
              { key: 'tier', title: t('common.tier'), cell: ({ tier }) => <TierTag tier={tier} /> },
              {
                key: 'made',
                title: t('employer.indexMade'),
                cell: ({ weight, step }) => <span className="num">{`${weight} × ${step}`}</span>,
              },
              {
                key: 'points',
                title: t('employer.indexPoints'),
                cell: ({ points }) => <span className="num">{points.toFixed(1)}</span>,
              },
            ]}
          />
        </>
      )}
    </section>
  );
}
