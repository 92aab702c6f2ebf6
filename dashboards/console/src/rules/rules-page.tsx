import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { RuleRowSchema, type RuleRow } from '@miaotou/contracts';
import { alertTiers, liveAlertStates } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Nothing, TierShape } from '../parts/index.js';

function ThresholdTable({ rule }: { readonly rule: RuleRow }) {
  const { t } = useTranslation();
  const names = Object.keys(rule.thresholds);
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
                {rule.thresholds[name]?.[tier] ?? '—'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rule({ rule }: { readonly rule: RuleRow }) {
  const { t } = useTranslation();
  const say = useSay();
  const alerts = (tier: string) =>
    `/alerts?${new URLSearchParams({ rule: rule.id, tier, state: liveAlertStates.join(',') }).toString()}`;
  return (
    <article className="panel rule" id={rule.id}>
      <header>
        <h2>
          <span className="num">{rule.id}</span> {say(rule.name)}
        </h2>
        <span className="faint">
          {t('rules.version', { version: rule.version })} · {rule.plan} ·{' '}
          {rule.families.map((family) => t(`family.${family}`)).join(' · ')}
        </span>
      </header>
      <div className="rule-live" aria-label={t('rules.live')}>
        {alertTiers.toReversed().map((tier) => (
          <Link key={tier} to={alerts(tier)}>
            <TierShape tier={tier} />
            <span className="sr-only">{t(`tier.${tier}`)}</span>
            <span className="num">{rule.live[tier]}</span>
          </Link>
        ))}
      </div>
      {rule.abstaining === null ? (
        <p className="better">✓ {t('rules.able')}</p>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={`${t('rules.abstaining', { count: rule.abstaining.subjects })} · ${say(rule.abstaining.detail)}`}
        />
      )}
      <div>
        <span className="faint">{t('rules.when')}</span>
        <code className="condition">{rule.when}</code>
      </div>
      <ThresholdTable rule={rule} />
    </article>
  );
}

export function Component() {
  const { t } = useTranslation();
  const rules = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => http.request(RuleRowSchema.array(), '/rules', { signal }),
  });
  return (
    <div className="page">
      <h1>{t('rules.title')}</h1>
      <Answer asked={rules} lines={12}>
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>{t('rules.empty')}</Nothing>
          ) : (
            <div className="rules">
              {rows.map((rule) => (
                <Rule key={rule.id} rule={rule} />
              ))}
            </div>
          )
        }
      </Answer>
    </div>
  );
}
