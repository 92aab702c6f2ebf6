import type { RuleRow } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { TierShape } from '../parts/index.js';

/** The numbers at which each tier begins. */
export function ThresholdTable({ thresholds }: Pick<RuleRow, 'thresholds'>) {
  const { t } = useTranslation();
  const names = Object.keys(thresholds);
  if (names.length === 0) return <p className="faint">{t('rules.noThresholds')}</p>;
  return (
    <table className="data tight threshold-table" aria-label={t('rules.thresholds')}>
      <thead>
        <tr>
          <th scope="col">{t('alerts.feature')}</th>
          {alertTiers.map((tier) => (
            <th key={tier} scope="col" className="end">
              <TierShape tier={tier} /> {t(`tier.${tier}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            {alertTiers.map((tier) => (
              <td key={tier} className="end num">
                {thresholds[name]?.[tier] ?? '—'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
