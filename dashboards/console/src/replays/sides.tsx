import { useCallback } from 'react';
import { replayWeeksOption, type ChartLook } from '@miaotou/charts';
import type { ReplaySide } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Chart, DataList, Nothing, TierShape } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { numberText, shareText } from './words.js';

/** The published rules, and the candidates beside them where there are any; two results that are compared stand so too. */
export interface SidesProps {
  readonly published: ReplaySide;
  readonly candidate: ReplaySide | null;
  readonly names?: { readonly published: string; readonly candidate: string };
}

/** What was → what would have been. */
export function Change({ before, after }: { readonly before: number; readonly after: number | null }) {
  if (after === null) return <span className="num">{numberText(before)}</span>;
  const more = after - before;
  return (
    <span className="num change">
      <span className="faint">{numberText(before)}</span> → <strong>{numberText(after)}</strong>
      {numberText(more) !== '0' && (
        <span className="difference">
          {more > 0 ? '+' : '−'}
          {numberText(Math.abs(more))}
        </span>
      )}
    </span>
  );
}

/** The figures that an analyst looks at first. */
export function Totals({ published, candidate, names }: SidesProps) {
  const { t } = useTranslation();
  const figure = (key: string, title: string, of: (side: ReplaySide) => number | null) => {
    const before = of(published);
    return before === null ? null : (
      <div key={key}>
        <dt>{title}</dt>
        <dd>
          <Change before={before} after={candidate === null ? null : of(candidate)} />
        </dd>
      </div>
    );
  };
  return (
    <section className="panel">
      <h2>
        {candidate === null
          ? t('replays.totals')
          : `${names?.published ?? t('replays.side.published')} → ${names?.candidate ?? t('replays.side.candidate')}`}
      </h2>
      <dl className="facts">
        {figure('alerts', t('replays.alerts'), ({ opened }) => opened)}
        {alertTiers.toReversed().map((tier) => (
          <div key={tier}>
            <dt>
              <TierShape tier={tier} /> {t(`tier.${tier}`)}
            </dt>
            <dd>
              <Change before={published.byTier[tier]} after={candidate?.byTier[tier] ?? null} />
            </dd>
          </div>
        ))}
        {figure('incidents', t('replays.incidents'), ({ response }) => response?.incidents ?? null)}
        {figure('messages', t('replays.messages'), ({ messages }) => messages)}
        {figure('climbed', t('replays.climbed'), ({ response }) => response?.climbed ?? null)}
        {figure('held', t('replays.held'), ({ response }) => response?.held ?? null)}
        {figure('hours', t('replays.hours'), ({ hours }) => hours)}
        {(['precision', 'recall'] as const).map((measure) => (
          <div key={measure}>
            <dt>{t(`replays.${measure}`)}</dt>
            <dd className="num">
              {shareText(published.score.overall[measure])}
              {candidate !== null && ` → ${shareText(candidate.score.overall[measure])}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Weeks({ published, candidate }: SidesProps) {
  const { t } = useTranslation();
  const make = useCallback(
    (look: ChartLook) => replayWeeksOption(published.byWeek, candidate?.byWeek ?? null, look),
    [published, candidate],
  );
  return (
    <section className="panel">
      <h2>{t('replays.weeks')}</h2>
      {candidate !== null && <p className="faint">{t('replays.weeksMean')}</p>}
      <Chart make={make} label={t('replays.weeks')} />
    </section>
  );
}

interface Line {
  readonly key: string;
  readonly name: string;
  readonly before: number;
  readonly after: number | null;
  readonly grave: number;
  readonly graveAfter: number | null;
  readonly hours?: number;
  readonly hoursAfter?: number | null;
}

function Lines({
  label,
  head,
  lines,
  hours,
}: {
  readonly label: string;
  readonly head: string;
  readonly lines: readonly Line[];
  readonly hours: boolean;
}) {
  const { t } = useTranslation();
  const columns: readonly ListColumn<Line>[] = [
    { key: 'name', title: head, head: true, cell: ({ name }) => name },
    {
      key: 'alerts',
      title: t('replays.alerts'),
      align: 'end',
      cell: ({ before, after }) => <Change before={before} after={after} />,
    },
    {
      key: 'grave',
      title: t('replays.grave'),
      align: 'end',
      cell: ({ grave, graveAfter }) => <Change before={grave} after={graveAfter} />,
    },
    ...(hours
      ? [
          {
            key: 'hours',
            title: t('replays.hours'),
            align: 'end' as const,
            cell: ({ hours: own = 0, hoursAfter = null }: Line) => <Change before={own} after={hoursAfter} />,
          },
        ]
      : []),
  ];
  return (
    <section className="panel">
      <h2>{label}</h2>
      {lines.length === 0 ? (
        <Nothing>{t('replays.noAlerts')}</Nothing>
      ) : (
        <DataList label={label} items={lines} columns={columns} rowKey={({ key }) => key} />
      )}
    </section>
  );
}

type Tiers = ReplaySide['byTier'];
const graveOf = (tiers: Tiers | undefined): number => (tiers === undefined ? 0 : tiers.orange + tiers.red);

/** Alerts by rule. */
export function Counts({ published, candidate }: SidesProps) {
  const { t } = useTranslation();
  const say = useSay();
  const rules = [...published.byRule, ...(candidate?.byRule ?? [])];
  const lines = [...new Map(rules.map((one) => [one.ruleId, one.name]))]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([id, name]): Line => {
      const of = (side: ReplaySide) => side.byRule.find(({ ruleId }) => ruleId === id);
      const [was, is] = [of(published), candidate === null ? null : of(candidate)];
      return {
        key: id,
        name: `${id} ${say(name)}`,
        before: was?.alerts ?? 0,
        after: is === null ? null : (is?.alerts ?? 0),
        grave: graveOf(was?.byTier),
        graveAfter: is === null ? null : graveOf(is?.byTier),
      };
    });
  return <Lines label={t('replays.byRule')} head={t('rules.rule')} lines={lines} hours={false} />;
}

/** Alerts and hours by town. */
export function Towns({ published, candidate }: SidesProps) {
  const { t } = useTranslation();
  const say = useSay();
  const towns = [...published.byTown, ...(candidate?.byTown ?? [])];
  const lines = [...new Map(towns.map((one) => [one.region, one.regionName]))]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([code, name]): Line => {
      const of = (side: ReplaySide) => side.byTown.find(({ region }) => region === code);
      const [was, is] = [of(published), candidate === null ? null : of(candidate)];
      return {
        key: code,
        name: say(name),
        before: was?.alerts ?? 0,
        after: is === null ? null : (is?.alerts ?? 0),
        grave: graveOf(was?.byTier),
        graveAfter: is === null ? null : graveOf(is?.byTier),
        hours: was?.hours ?? 0,
        hoursAfter: is === null ? null : (is?.hours ?? 0),
      };
    });
  return <Lines label={t('replays.byTown')} head={t('common.region')} lines={lines} hours />;
}
