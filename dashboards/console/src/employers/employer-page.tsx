import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { seriesOption, type ChartLook } from '@miaotou/charts';
import { EmployerDetailSchema, type EmployerDetail } from '@miaotou/contracts';
import { formatWan, formatYuan, liveAlertStates, tierRank } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Chart, Nothing, TierTag } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { EmployerMatters } from '../matters/index.js';
import { Identity } from './identity.js';
import { JointView } from './joint-view.js';
import { RiskIndexCard } from './risk-index.js';

type Indicator = EmployerDetail['indicators'][number];

/** Money is kept in fen: a unit that says so is shown in yuan. */
function useValueText(unit: string): (value: number, short: boolean) => string {
  const { language } = useLanguage();
  return useCallback(
    (value: number, short: boolean) => {
      if (unit !== 'fen') return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
      const fen = Math.round(value);
      return short ? formatWan(fen, language) : formatYuan(fen);
    },
    [unit, language],
  );
}

function IndicatorChart({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useTranslation();
  const say = useSay();
  const valueText = useValueText(indicator.unit);
  const latest = indicator.points.findLast(({ value }) => value !== null);
  const name = say(indicator.name);
  const make = useCallback(
    (look: ChartLook) =>
      seriesOption(
        indicator.points,
        { period: (period) => period.slice(0, 7), value: (value) => valueText(value, true), small: true },
        look,
      ),
    [indicator, valueText],
  );
  return (
    <figure className="trend">
      <figcaption>
        <span>
          {name} <span className="faint">{indicator.code}</span>
        </span>
        <strong className="num">
          {latest === undefined || latest.value === null
            ? t('employer.noFigure')
            : valueText(latest.value, true)}
        </strong>
        {latest !== undefined && (
          <span className="faint num">{t('employer.latest', { period: latest.period.slice(0, 7) })}</span>
        )}
      </figcaption>
      <Chart make={make} label={name} />
    </figure>
  );
}

function Employer({ employer }: { readonly employer: EmployerDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const mayRaise = useMay('raiseInspections');
  const live = employer.alerts.filter(({ state }) => liveAlertStates.some((one) => one === state));
  return (
    <>
      <h1>{employer.name}</h1>
      {mayRaise && (
        <p className="no-print">
          <Link to={`/inspections/new?employer=${encodeURIComponent(employer.id)}`}>
            {t('inspections.raise')}
          </Link>
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>{t('employer.uscc')}</dt>
          <dd className="num">{employer.uscc ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('common.region')}</dt>
          <dd>{employer.region === '' ? t('common.unknownRegion') : say(employer.regionName)}</dd>
        </div>
        <div>
          <dt>{t('employer.industry')}</dt>
          <dd>{employer.industry ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('employer.registration')}</dt>
          <dd>{t(`employer.standing.${employer.standing}`)}</dd>
        </div>
      </dl>
      <section className="panel" aria-label={t('employer.alerts')}>
        <h2>{t('employer.alerts')}</h2>
        {live.length === 0 ? (
          <Nothing>{t('employer.noAlerts')}</Nothing>
        ) : (
          <ul className="brief">
            {live
              .toSorted((a, b) => tierRank(b.tier) - tierRank(a.tier))
              .map((alert) => (
                <li key={alert.id}>
                  <Link to={`/alerts/${encodeURIComponent(alert.id)}`}>
                    <span className="brief-head">
                      <TierTag tier={alert.tier} />
                      <strong>{say(alert.ruleName)}</strong>
                      <span className="faint">{t(`state.${alert.state}`)}</span>
                    </span>
                    <span className="brief-text">{say(alert.sentence)}</span>
                  </Link>
                </li>
              ))}
          </ul>
        )}
      </section>
      <RiskIndexCard index={employer.index} />
      <JointView employerId={employer.id} />
      <EmployerMatters employerId={employer.id} />
      <Identity employer={employer} />
      <section className="panel" aria-label={t('employer.indicators')}>
        <h2>{t('employer.indicators')}</h2>
        {employer.indicators.length === 0 ? (
          <Nothing>{t('employer.noIndicators')}</Nothing>
        ) : (
          <div className="indicators">
            {employer.indicators.map((indicator) => (
              <IndicatorChart key={indicator.code} indicator={indicator} />
            ))}
          </div>
        )}
      </section>
    </>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const employer = useQuery({
    queryKey: ['employer', id],
    queryFn: ({ signal }) =>
      http.request(EmployerDetailSchema, `/employers/${encodeURIComponent(id)}`, { signal }),
  });
  return (
    <div className="page">
      <Answer asked={employer} lines={14}>
        {(found) => <Employer employer={found} />}
      </Answer>
    </div>
  );
}
