import { partsOf } from '@miaotou/engine';
import type {
  DetectionFilter,
  DetectionsWarehouse,
  JudgedTotals,
  KeptDetection,
  SeriesReader,
  SeriesWindow,
  SparseSeries,
} from '@miaotou/engine';
import type { DetectionAbstention } from '@miaotou/contracts';
import type { Warehouse } from '../client/index.js';
import { industryTextsOf } from '../industries/index.js';
import { daysSql, daysTable, reportsSql, reportsTable, weeksSql, weeksTable } from './counted-sql.js';
import * as queries from './queries.js';
import type { KeptRow } from './queries.js';

/** Rows of one insert: more at once would hold the event loop while they are written as text. */
const block = 2_000;

interface SeriesRow {
  readonly measure: SparseSeries['measure'];
  readonly kind: SparseSeries['kind'];
  readonly subject_id: string;
  readonly counts: readonly (readonly [string, number])[];
}

const seriesOf = ({ measure, kind, subject_id, counts }: SeriesRow): SparseSeries => ({
  measure,
  kind,
  subject: subject_id,
  counts: new Map(counts.map(([period, count]) => [period, count < 0 ? null : count])),
});

const keptOf = (row: KeptRow): KeptDetection => ({
  cadence: row.cadence,
  measure: row.measure,
  kind: row.kind,
  subject: row.subject_id,
  period: row.period,
  observed: row.its_observed,
  expected: row.its_expected,
  upperbound: row.its_upperbound,
  score: row.its_score,
  pValue: row.its_p_value,
  qValue: row.its_q_value,
  alarm: row.its_alarm,
  abstained: row.its_abstained === '' ? null : row.its_abstained,
  recent: row.its_recent.map((count) => (count < 0 ? null : count)),
  method: row.its_method,
  methodVersion: row.its_method_version,
  alpha: row.its_alpha,
  fingerprint: row.its_fingerprint,
});

function lineOf(row: KeptDetection): Record<string, unknown> {
  const { region, industry } = partsOf(row.kind, row.subject);
  return {
    cadence: row.cadence,
    measure: row.measure,
    subject_kind: row.kind,
    subject_id: row.subject,
    region,
    industry,
    period: row.period,
    observed: row.observed,
    expected: row.expected,
    upperbound: row.upperbound,
    score: row.score,
    p_value: row.pValue,
    q_value: row.qValue,
    alarm: row.alarm === null ? null : Number(row.alarm),
    abstained: row.abstained ?? '',
    recent: row.recent.map((count) => count ?? -1),
    method: row.method,
    method_version: row.methodVersion,
    alpha: row.alpha,
    fingerprint: row.fingerprint,
  };
}

const filterOf = ({
  measure,
  kind,
  region,
  industry,
  regions,
  cadence,
  knownAt,
  since,
}: DetectionFilter) => ({
  cadence,
  knownAt,
  since,
  measure: measure ?? '',
  kind: kind ?? '',
  region: region ?? '',
  industry: industry ?? '',
  everywhere: regions === null,
  regions: [...(regions ?? [])],
});

/** What of the days' counts is no number comes out of the engine as null. */
const wholeOf = (count: number | null): number | null => (count === null ? null : Math.round(count));

function readerOver(own: Warehouse): SeriesReader {
  return {
    async weeks(after, limit) {
      const { measure = '', kind = '', subject = '' } = after ?? {};
      const rows = await own.query(queries.weekPage, { measure, kind, subject, limit });
      return rows.map(seriesOf);
    },
    async towns(measure, since) {
      return (await own.query(queries.townDays, { measure, since })).map(seriesOf);
    },
    async daily({ today, measures, unknown, minCases, minSigma, z }, signal) {
      const named = [...unknown].flatMap(([measure, days]) => days.map((day) => `${measure} ${day}`));
      const rows = await own.query(
        queries.earsOfDay,
        { today, measures: [...measures], unknown: named, minCases, minSigma, z12: z, z3: z },
        { signal },
      );
      return rows.map((row) => {
        const observed = wholeOf(row.x0);
        const { expected, bound2: upperbound } = row;
        return {
          measure: row.measure,
          kind: row.kind,
          subject: row.subject_id,
          observed,
          expected,
          upperbound,
          pValue: row.chance,
          alarm: observed === null || upperbound === null ? null : observed > upperbound,
          recent: row.recent.map(wholeOf),
        };
      });
    },
  };
}

/** Series, judgements and the rows behind them, over the warehouse. */
export function createDetectionsWarehouse(warehouse: Warehouse): DetectionsWarehouse {
  /** The window with the sections that its texts of industry tell of. */
  async function parametersOf({ from, to, knownAt }: SeriesWindow) {
    return { from, to, knownAt, ...(await industryTextsOf(warehouse)) };
  }

  /** Counts a window into temporary tables, which last as long as the work. */
  async function counted<T>(window: SeriesWindow, work: (own: Warehouse) => Promise<T>): Promise<T> {
    const parameters = await parametersOf(window);
    return warehouse.exclusive(async (own) => {
      await own.command(`CREATE TEMPORARY TABLE ${reportsTable} AS ${reportsSql}`, parameters);
      await own.command(`CREATE TEMPORARY TABLE ${daysTable} AS ${daysSql}`);
      await own.command(`CREATE TEMPORARY TABLE ${weeksTable} AS ${weeksSql}`);
      return work(own);
    });
  }

  return {
    withSeries: (window, work) => counted(window, (own) => work(readerOver(own))),

    async series(window, cadence, { measure, kind, subject }) {
      const query = cadence === 'weekly' ? queries.weekCounts : queries.dayCounts;
      const [found] = await counted(window, (own) => own.query(query, { measure, kind, subject }));
      return found === undefined ? { measure, kind, subject, counts: new Map() } : seriesOf(found);
    },

    async kept(cadence, periods, { after, upTo }, knownAt) {
      if (periods.length === 0) return [];
      const rows = await warehouse.query(queries.keptDetections, {
        cadence,
        periods: [...periods],
        knownAt,
        open: after === null,
        measure: after?.measure ?? '',
        kind: after?.kind ?? '',
        subject: after?.subject ?? '',
        endless: upTo === null,
        lastMeasure: upTo?.measure ?? '',
        lastKind: upTo?.kind ?? '',
        lastSubject: upTo?.subject ?? '',
      });
      return rows.map(keptOf);
    },

    async keptPoint(cadence, period, { measure, kind, subject }, knownAt) {
      const parameters = { cadence, period, measure, kind, subject, knownAt };
      const [row] = await warehouse.query(queries.keptPoint, parameters);
      return row === undefined ? null : keptOf(row);
    },

    async append(rows, { runId, knownAt, judgedAt }) {
      for (let start = 0; start < rows.length; start += block) {
        await warehouse.insert(
          'miaotou.detections',
          rows.slice(start, start + block).map((row) => ({
            ...lineOf(row),
            known_at: knownAt,
            judged_at: judgedAt,
            run_id: runId,
          })),
        );
      }
    },

    async list(filter) {
      const { unusual, limit, offset } = filter;
      const rows = await warehouse.query(queries.listedDetections, {
        ...filterOf(filter),
        unusual,
        limit,
        offset,
      });
      return {
        total: rows[0]?.total ?? 0,
        items: rows.map((row) => ({ ...keptOf(row), judgedAt: row.judgedAt })),
      };
    },

    async totals(filter) {
      const rows = await warehouse.query(queries.detectionTotals, filterOf(filter));
      const measures = [...new Set(rows.map(({ measure }) => measure))];
      return measures.flatMap((measure): JudgedTotals[] => {
        const own = rows.filter((row) => row.measure === measure);
        const [first] = own;
        if (first === undefined) return [];
        const reasons = own.flatMap(({ reason, series }): [DetectionAbstention, number][] =>
          reason === '' ? [] : [[reason, series]],
        );
        return [
          {
            measure,
            from: first.firstPeriod,
            through: first.lastPeriod,
            judgedAt: new Date(Math.max(...own.map(({ judgedAt }) => judgedAt.getTime()))),
            method: first.its_method,
            methodVersion: first.its_version,
            alpha: first.its_alpha,
            series: own.reduce((sum, { series }) => sum + series, 0),
            alarms: own.reduce((sum, { alarms }) => sum + alarms, 0),
            abstentions: new Map(reasons),
          },
        ];
      });
    },

    async reports(window, { measure, kind, subject }, points, limit) {
      const rows = await warehouse.query(queries.countedReports, {
        ...(await parametersOf(window)),
        measure,
        ...partsOf(kind, subject),
        start: points.from,
        stop: points.to,
        limit,
      });
      return {
        total: rows[0]?.total ?? 0,
        items: rows.map(({ onDay, line, ...row }) => ({ ...row, on: onDay, row: line })),
      };
    },
  };
}
