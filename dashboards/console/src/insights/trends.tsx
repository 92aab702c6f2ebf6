import { useCallback } from 'react';
import { countText, latestOf, trendOption, type ChartLook } from '@miaotou/charts';
import type { Overview } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Chart } from '../parts/index.js';
import { DoorLink } from '../people/index.js';
import { alertsLink } from './links.js';

type Trend = Overview['trends'][number];

function TrendChart({ trend }: { readonly trend: Trend }) {
  const { t } = useTranslation();
  const say = useSay();
  const measure = say(trend.measure);
  const latest = latestOf(trend.points);
  const make = useCallback(
    (look: ChartLook) => trendOption(trend.points, measure, look),
    [trend.points, measure],
  );
  const through =
    trend.completeThrough === null
      ? t('overview.neverDelivered')
      : t('overview.completeThrough', { day: trend.completeThrough });
  return (
    <figure className="trend">
      <figcaption>
        <DoorLink door="alerts" to={alertsLink({ family: trend.family })}>
          {t(`family.${trend.family}`)}
        </DoorLink>
        {latest !== null && (
          <strong className={latest.point.unusual ? 'num worse' : 'num'}>
            {countText(latest.point.value)}
            {latest.point.unusual && ` ◆ ${t('overview.unusualNow')}`}
          </strong>
        )}
        <DoorLink door="imports" className="faint" to={`/imports?source=${trend.family}`} title={measure}>
          {through}
        </DoorLink>
      </figcaption>
      <Chart
        make={make}
        label={`${t(`family.${trend.family}`)} · ${measure} · ${countText(latest?.point.value ?? null)} · ${through}`}
      />
    </figure>
  );
}

/** One small chart for each source family, each on its own scale. */
export function Trends({ trends }: { readonly trends: readonly Trend[] }) {
  return (
    <div className="trends">
      {trends.map((trend) => (
        <TrendChart key={trend.family} trend={trend} />
      ))}
    </div>
  );
}
