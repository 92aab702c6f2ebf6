import { Button } from 'antd';
import type { AlertDetail } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { DataList, instantText, TierShape, TierTag, type ListColumn } from '../parts/index.js';
import { reachedTier } from './reached-tier.js';
import { useValueText } from './value-text.js';

type Feature = AlertDetail['features'][number];

/** The numbers that each tier starts at; the gravest that the value reaches stands out. */
function Thresholds({ feature }: { readonly feature: Feature }) {
  const { t } = useTranslation();
  const reached = reachedTier(feature.value, feature.thresholds);
  const given = alertTiers.filter((each) => feature.thresholds[each] !== undefined);
  if (given.length === 0) return <span className="faint">—</span>;
  return (
    <ul className="thresholds">
      {given.map((each) => (
        <li key={each} className={each === reached ? 'reached' : ''}>
          <TierShape tier={each} />
          <span className="sr-only">{t(`tier.${each}`)}</span>
          <span className="num">{feature.thresholds[each]?.toLocaleString('en-US')}</span>
        </li>
      ))}
    </ul>
  );
}

function useColumns(onRows: (feature: Feature) => void): readonly ListColumn<Feature>[] {
  const { t } = useTranslation();
  const say = useSay();
  const valueText = useValueText();
  return [
    { key: 'feature', title: t('alerts.feature'), head: true, cell: ({ label }) => say(label) },
    {
      key: 'value',
      title: t('alerts.value'),
      align: 'end',
      width: '18%',
      cell: ({ value, valueText: words }) => (
        <strong className={value === null ? 'num faint' : 'num value'}>
          {words === null ? valueText(value) : say(words)}
        </strong>
      ),
    },
    {
      key: 'thresholds',
      title: t('alerts.thresholds'),
      width: '34%',
      cell: (feature) => <Thresholds feature={feature} />,
    },
    {
      key: 'rows',
      title: t('alerts.rows'),
      width: '110px',
      cell: (feature) =>
        feature.hasRows ? (
          <Button
            size="small"
            onClick={() => {
              onRows(feature);
            }}
          >
            {t('alerts.rows')}
          </Button>
        ) : (
          <span className="faint">—</span>
        ),
    },
  ];
}

/** Why the alert stands: each measure with its value, the thresholds and the way to the delivered rows. */
export function Evidence({
  alert,
  onRows,
}: {
  readonly alert: AlertDetail;
  readonly onRows: (feature: Feature) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const columns = useColumns(onRows);
  const { evidence } = alert;
  return (
    <section className="panel" aria-label={t('alerts.evidence')}>
      <h2>{t('alerts.evidence')}</h2>
      <DataList
        label={t('alerts.evidence')}
        items={alert.features}
        columns={columns}
        rowKey={({ name }) => name}
      />
      <dl className="facts">
        <div>
          <dt>{t('common.tier')}</dt>
          <dd>
            <TierTag tier={alert.tier} sense />
          </dd>
        </div>
        <div>
          <dt>{t('alerts.condition')}</dt>
          <dd>
            <code>{evidence.condition}</code>
          </dd>
        </div>
        <div>
          <dt>{t('alerts.version')}</dt>
          <dd className="num">
            {evidence.ruleId} v{evidence.ruleVersion}
          </dd>
        </div>
        <div>
          <dt>{t('alerts.asOf')}</dt>
          <dd className="num">{instantText(evidence.asOf, language)}</dd>
        </div>
        <div>
          <dt>{t('alerts.knownAt')}</dt>
          <dd className="num">{instantText(evidence.knownAt, language)}</dd>
        </div>
      </dl>
    </section>
  );
}
