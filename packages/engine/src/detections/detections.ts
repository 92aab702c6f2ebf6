import type {
  DetectionPage,
  DetectionQuery,
  DetectionRow,
  DetectionRows,
  DetectionRowsQuery,
  DetectionSeries,
  DetectionSeriesQuery,
} from '@miaotou/contracts';
import { addDays, dayOf, findRegion, startOfDay, weekStart } from '@miaotou/domain';
import type { Bilingual, Day } from '@miaotou/domain';
import { eventSummary } from '../insights/index.js';
import { isAccusation, mayReadAccusations, maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { Clock } from '../shared/index.js';
import { lengthOf, periodOf } from './coverage.js';
import { countedNote, measures, partsOf, subjectOf } from './measures.js';
import { falseAlarmNote, methods } from './methods.js';
import type {
  DetectionFilter,
  DetectionsWarehouse,
  FileNames,
  JudgedTotals,
  KeptDetection,
  SeriesKey,
} from './ports.js';
import type { DetectionRunDeps } from './run.js';
import { coveragesAt } from './run.js';
import { abstentionTexts, chanceText, meanText, sentenceOf } from './sentence.js';
import { readSeries } from './read-series.js';
import type { SeriesReading } from './read-series.js';

export interface DetectionsDeps extends Pick<DetectionRunDeps, 'told' | 'gaps' | 'judges'> {
  readonly warehouse: DetectionsWarehouse;
  readonly fileNames: FileNames;
  readonly clock: Clock;
}

/** Periods older than this are not judged again, and are not news. */
const listedDays = { weekly: 14 * 7, daily: 60 } as const;
const rowsShown = 200;

const momentOf = (asOf: Day | undefined, clock: Clock): Date =>
  asOf === undefined ? clock.now() : startOfDay(addDays(asOf, 1));

function rowOf({ judgedAt, ...row }: KeptDetection & { readonly judgedAt: Date }): DetectionRow {
  const { cadence, measure, kind, subject, period: at } = row;
  const { observed, expected, upperbound, score, pValue, qValue, alarm, abstained } = row;
  return {
    cadence,
    measure,
    measureName: measures[measure].name,
    subject: subjectOf(kind, subject),
    at,
    through: addDays(at, lengthOf[cadence] - 1),
    observed,
    expected,
    upperbound,
    score,
    pValue,
    qValue,
    alarm,
    abstained,
    sentence: sentenceOf({ ...row, at }),
    recent: [...row.recent],
    judgedAt: judgedAt.toISOString(),
  };
}

function judgedOf(
  cadence: DetectionQuery['cadence'],
  totals: readonly JudgedTotals[],
): DetectionPage['judged'] {
  const from = totals.map((one) => one.from).toSorted()[0];
  const through = totals
    .map((one) => one.through)
    .toSorted()
    .at(-1);
  if (from === undefined || through === undefined) return null;
  const reasons = new Map<keyof typeof abstentionTexts, number>();
  for (const { abstentions } of totals) {
    for (const [reason, series] of abstentions) reasons.set(reason, (reasons.get(reason) ?? 0) + series);
  }
  return {
    from,
    through: addDays(through, lengthOf[cadence] - 1),
    judgedAt: new Date(Math.max(...totals.map(({ judgedAt }) => judgedAt.getTime()))).toISOString(),
    method: methods[cadence],
    series: totals.reduce((sum, { series }) => sum + series, 0),
    alarms: totals.reduce((sum, { alarms }) => sum + alarms, 0),
    abstentions: [...reasons]
      .map(([reason, series]) => ({ reason, series, detail: abstentionTexts[reason] }))
      .toSorted((a, b) => b.series - a.series),
  };
}

/** What a judgement rests on, line by line. */
function whyOf(
  { cadence, measure }: DetectionSeriesQuery,
  reading: SeriesReading,
  point: SeriesReading['points'][number],
  qValue: number | null,
): Bilingual[] {
  const { unit } = measures[measure];
  const { upperbound, pValue, abstained } = point;
  const known = reading.points.filter(({ observed }) => observed !== null).length;
  const left = reading.points.length - known;
  const period = cadence === 'weekly' ? { zh: '周', en: 'weeks' } : { zh: '天', en: 'days' };
  const lines: Bilingual[] = [];
  if (upperbound !== null) {
    lines.push({
      zh: `上限 ${meanText(upperbound)} ${unit.zh}：超过才算异常。`,
      en: `Bound ${meanText(upperbound)}: only more than that is unusual.`,
    });
  }
  if (pValue !== null) {
    const { zh, en } = chanceText(pValue);
    lines.push({ zh: `偶然达到该数的可能${zh}。`, en: `The chance of so many by chance alone is ${en}.` });
  }
  if (qValue !== null) {
    const share = Math.max(1, Math.round(qValue * 100));
    lines.push({
      zh: `误报比例：同期同样异常的序列中，约百分之${share}可能只是偶然。`,
      en: `Of the series as unusual as this in the period, about ${share} in 100 may be chance findings.`,
    });
  }
  if (abstained !== null) {
    const { zh, en } = abstentionTexts[abstained];
    lines.push({ zh: `不作判断：${zh}。`, en: `Not judged: ${en}.` });
  }
  lines.push({
    zh: `图中 ${known} ${period.zh}有数据${left === 0 ? '' : `，${left} ${period.zh}缺报，不按零计`}。`,
    en: `${known} ${period.en} with counts${left === 0 ? '' : `, ${left} without, which are not taken for zero`}.`,
  });
  return lines;
}

/** The statistical detections: unusual periods, one series, and the rows behind a point. */
export function createDetections(deps: DetectionsDeps) {
  const { warehouse, fileNames, clock } = deps;

  /** The series asked for; refused where the viewer may not see it. */
  function keyOf(query: DetectionSeriesQuery, viewer: Viewer): SeriesKey {
    const { measure, kind, subject } = query;
    const { region, industry } = partsOf(kind, subject);
    const named = { county: subject === '', town: region !== '', industry: industry !== '' };
    const whole = kind === 'industry-town' ? named.town && named.industry : named[kind];
    if (!whole || !maySee(viewer, region)) {
      throw refuse(
        'not-found',
        'series-unknown',
        '没有这条序列，或不在您的辖区内。',
        'There is no such series, or it lies outside your regions.',
      );
    }
    return { measure, kind, subject };
  }

  return {
    async list(query: DetectionQuery, viewer: Viewer): Promise<DetectionPage> {
      const { cadence, page, pageSize } = query;
      const knownAt = momentOf(query.asOf, clock);
      const filter: DetectionFilter = {
        cadence,
        measure: query.measure ?? null,
        kind: query.kind ?? null,
        region: query.region ?? null,
        industry: query.industry ?? null,
        unusual: query.show === 'unusual',
        knownAt,
        since: addDays(periodOf(cadence, dayOf(knownAt)), -listedDays[cadence]),
        regions: visibleRegions(viewer),
        limit: pageSize,
        offset: (page - 1) * pageSize,
      };
      const [{ total, items }, totals] = await Promise.all([
        warehouse.list(filter),
        warehouse.totals(filter),
      ]);
      return {
        items: items.map(rowOf),
        total,
        page,
        pageSize,
        judged: judgedOf(cadence, totals),
        falseAlarms: falseAlarmNote(cadence),
      };
    },

    async series(query: DetectionSeriesQuery, viewer: Viewer): Promise<DetectionSeries> {
      const key = keyOf(query, viewer);
      const { cadence, measure } = query;
      const asOf = momentOf(query.asOf, clock);
      const coverage = (await coveragesAt(deps, asOf)).get(measure) ?? null;
      const reading = await readSeries(deps, { cadence, key, asOf, coverage });
      const at = query.at === undefined ? reading.newest : periodOf(cadence, query.at);
      const point = reading.points.find((one) => one.at === at);
      const kept = point === undefined ? null : await warehouse.keptPoint(cadence, point.at, key, asOf);
      const qValue = kept?.qValue ?? null;
      return {
        cadence,
        measure,
        measureName: measures[measure].name,
        subject: subjectOf(key.kind, key.subject),
        asOf: asOf.toISOString(),
        method: methods[cadence],
        counted: countedNote,
        completeThrough: coverage?.through ?? null,
        points: [...reading.points],
        told:
          point === undefined
            ? null
            : {
                at: point.at,
                qValue,
                sentence: sentenceOf({ ...key, cadence, ...point }),
                why: whyOf(query, reading, point, qValue),
              },
        falseAlarms: falseAlarmNote(cadence),
      };
    },

    async rows(query: DetectionRowsQuery, viewer: Viewer): Promise<DetectionRows> {
      const key = keyOf(query, viewer);
      const asOf = momentOf(query.asOf, clock);
      const from = periodOf(query.cadence, query.at);
      const days = { from, to: addDays(from, lengthOf[query.cadence]) };
      // A report counts on the day of the first of its matter, so the matters are read from long before.
      const window = {
        from: addDays(weekStart(from), -400),
        to: days.to > addDays(dayOf(asOf), 1) ? days.to : addDays(dayOf(asOf), 1),
        knownAt: asOf,
      };
      const { total, items } = await warehouse.reports(window, key, days, rowsShown);
      const told = items.filter(
        ({ kind, attributes }) =>
          mayReadAccusations(viewer) || !isAccusation(kind, attributes['category'] ?? ''),
      );
      const files = await fileNames([...new Set(told.map(({ batchId }) => batchId))]);
      return {
        total,
        withheld: items.length - told.length,
        items: told.map(({ batchId, layout, sheet, row, knownAt, on, region, employerName, attributes }) => ({
          batchId,
          fileName: files.find((file) => file.batchId === batchId)?.fileName ?? '',
          layout,
          sheet,
          row,
          knownAt: knownAt.toISOString(),
          on,
          region,
          regionName: findRegion(region)?.name ?? {
            zh: region || '地区不明',
            en: region || 'Region unknown',
          },
          employerName,
          what: eventSummary(attributes),
        })),
      };
    },
  };
}
export type Detections = ReturnType<typeof createDetections>;
