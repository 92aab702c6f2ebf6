import { detectionAbstentions, detectionCadences, detectionMeasures, seriesKinds } from '@miaotou/contracts';
import { eventKinds } from '@miaotou/domain';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';
import { countedSql, daysTable, sectionOf, weeksTable } from './counted-sql.js';
import { earsSql, recentDays } from './ears-sql.js';

const Whole = z.coerce.number().int();
const Key = {
  measure: z.enum(detectionMeasures),
  kind: z.enum(seriesKinds),
  subject_id: z.string(),
};
const Window = {
  from: z.iso.date(),
  to: z.iso.date(),
  knownAt: z.date(),
  texts: z.array(z.string()),
  letters: z.array(z.string()),
};
export const WindowSchema = z.object(Window);

const counts = z.array(z.tuple([z.iso.date(), Whole]));

/** A page of the series of weeks that one reading counted, in the order of their keys. */
export const weekPage = defineQuery({
  name: 'detections.weekPage',
  sql: `SELECT measure, kind, subject_id, counts FROM ${weeksTable}
WHERE (measure, kind, subject_id) > ({measure:String}, {kind:String}, {subject:String})
ORDER BY measure, kind, subject_id LIMIT {limit:UInt32}`,
  params: z.object({ measure: z.string(), kind: z.string(), subject: z.string(), limit: z.number().int() }),
  row: z.object({ ...Key, counts }),
});

/** Days of one series. */
export const dayCounts = defineQuery({
  name: 'detections.dayCounts',
  sql: `SELECT measure, kind, subject_id, arraySort(groupArray((day, if(isNaN(count), -1, toInt64(count))))) AS counts
FROM ${daysTable} WHERE measure = {measure:String} AND kind = {kind:String} AND subject_id = {subject:String}
GROUP BY measure, kind, subject_id`,
  params: z.object({ measure: z.string(), kind: z.string(), subject: z.string() }),
  row: z.object({ ...Key, counts }),
});

/** Days of every town of a measure. */
export const townDays = defineQuery({
  name: 'detections.townDays',
  sql: `SELECT measure, kind, subject_id, arraySort(groupArray((day, if(isNaN(count), -1, toInt64(count))))) AS counts
FROM ${daysTable} WHERE measure = {measure:String} AND kind = 'town' AND day >= {since:Date}
GROUP BY measure, kind, subject_id ORDER BY subject_id`,
  params: z.object({ measure: z.string(), since: z.iso.date() }),
  row: z.object({ ...Key, counts }),
});

/** Weeks of one series. */
export const weekCounts = defineQuery({
  name: 'detections.weekCounts',
  sql: `SELECT measure, kind, subject_id, counts FROM ${weeksTable}
WHERE measure = {measure:String} AND kind = {kind:String} AND subject_id = {subject:String}`,
  params: z.object({ measure: z.string(), kind: z.string(), subject: z.string() }),
  row: z.object({ ...Key, counts }),
});

const all = (of: (back: number) => string): string =>
  Array.from({ length: 12 }, (_, back) => of(back)).join(' + ');

/** EARS C2 of one day over all series of one reading. */
export const earsOfDay = defineQuery({
  name: 'detections.earsOfDay',
  sql: `SELECT measure, kind, subject_id, x0, expected, bound2, ${recentDays} AS recent,
  if(isNaN(m2_0) OR isNaN(x0), NULL, erfc((x0 - m2_0) / s2_0 / sqrt(2)) / 2) AS chance
FROM (${earsSql({
    table: `(SELECT * FROM ${daysTable} WHERE measure IN {measures:Array(String)})`,
    key: ['measure', 'kind', 'subject_id'],
    day: 'day',
    count: 'count',
    isUnknown: (back) =>
      `has({unknown:Array(String)}, concat(measure, ' ', toString(subtractDays({today:Date}, ${back}))))`,
    having: `${all((back) => `ifNotFinite(x${back}, 0)`)} >= {minCases:Float64}`,
  })})
ORDER BY measure, kind, subject_id`,
  params: z.object({
    today: z.iso.date(),
    measures: z.array(z.string()),
    unknown: z.array(z.string()),
    minCases: z.number(),
    minSigma: z.number(),
    z12: z.number(),
    z3: z.number(),
  }),
  row: z.object({
    ...Key,
    x0: z.number().nullable(),
    expected: z.number().nullable(),
    bound2: z.number().nullable(),
    chance: z.number().nullable(),
    recent: z.array(z.number().nullable()),
  }),
});

/** C1, C2 and C3 of one day over any table of daily counts: the same statement as the product's, for comparisons. */
export function earsOfTable(table: string) {
  return defineQuery({
    name: 'detections.earsOfTable',
    sql: `SELECT series, bound1, bound2, bound3, expected FROM (${earsSql({ table, key: ['series'], day: 'day', count: 'count' })})`,
    params: z.object({ today: z.iso.date(), minSigma: z.number(), z12: z.number(), z3: z.number() }),
    row: z.object({
      series: z.coerce.string(),
      bound1: z.number().nullable(),
      bound2: z.number().nullable(),
      bound3: z.number().nullable(),
      expected: z.number().nullable(),
    }),
  });
}

const kept = `observed, expected, upperbound, score, p_value, q_value, alarm, abstained, recent, method, method_version, alpha, fingerprint`;
const newestKept = (
  where: string,
): string => `SELECT cadence, measure, subject_kind AS kind, subject_id, period,
    argMax(tuple(${kept}, judged_at), (known_at, judged_at)) AS newest
  FROM miaotou.detections WHERE ${where} AND known_at <= {knownAt:DateTime64(3, 'UTC')}
  GROUP BY cadence, measure, kind, subject_id, period`;
const unpacked = [...kept.split(', '), 'judged_at']
  .map((name, index) => `newest.${index + 1} AS ${name === 'judged_at' ? 'judgedAt' : `its_${name}`}`)
  .join(', ');

export const KeptRow = z.object({
  cadence: z.enum(detectionCadences),
  ...Key,
  period: z.iso.date(),
  its_observed: Whole.nullable(),
  its_expected: z.number().nullable(),
  its_upperbound: z.number().nullable(),
  its_score: z.number().nullable(),
  its_p_value: z.number().nullable(),
  its_q_value: z.number().nullable(),
  its_alarm: z.coerce.boolean().nullable(),
  its_abstained: z.union([z.enum(detectionAbstentions), z.literal('')]),
  its_recent: z.array(Whole),
  its_method: z.string(),
  its_method_version: Whole,
  its_alpha: z.number(),
  its_fingerprint: z.string(),
});
export type KeptRow = z.infer<typeof KeptRow>;

/** The newest judgements of some periods of series after one key and up to another. */
export const keptDetections = defineQuery({
  name: 'detections.kept',
  sql: `SELECT cadence, measure, kind, subject_id, period, ${unpacked} FROM (${newestKept(
    `cadence = {cadence:String} AND period IN {periods:Array(Date)}
    AND ({open:Bool} OR (measure, subject_kind, subject_id) > ({measure:String}, {kind:String}, {subject:String}))
    AND ({endless:Bool} OR (measure, subject_kind, subject_id) <= ({lastMeasure:String}, {lastKind:String}, {lastSubject:String}))`,
  )})`,
  params: z.object({
    cadence: z.enum(detectionCadences),
    periods: z.array(z.iso.date()),
    knownAt: z.date(),
    open: z.boolean(),
    measure: z.string(),
    kind: z.string(),
    subject: z.string(),
    endless: z.boolean(),
    lastMeasure: z.string(),
    lastKind: z.string(),
    lastSubject: z.string(),
  }),
  row: KeptRow,
});

/** The newest judgement of one period of one series. */
export const keptPoint = defineQuery({
  name: 'detections.keptPoint',
  sql: `SELECT cadence, measure, kind, subject_id, period, ${unpacked} FROM (${newestKept(
    `cadence = {cadence:String} AND period = {period:Date} AND measure = {measure:String}
    AND subject_kind = {kind:String} AND subject_id = {subject:String}`,
  )})`,
  params: z.object({
    cadence: z.enum(detectionCadences),
    period: z.iso.date(),
    measure: z.string(),
    kind: z.string(),
    subject: z.string(),
    knownAt: z.date(),
  }),
  row: KeptRow,
});

const Filter = {
  cadence: z.enum(detectionCadences),
  measure: z.string(),
  kind: z.string(),
  region: z.string(),
  industry: z.string(),
  everywhere: z.boolean(),
  regions: z.array(z.string()),
  knownAt: z.date(),
  since: z.iso.date(),
};
/** What a reader asked for and may see, of periods since a day: older ones are not judged any more. */
const filtered = `cadence = {cadence:String} AND period >= {since:Date}
    AND ({measure:String} = '' OR measure = {measure:String}) AND ({kind:String} = '' OR subject_kind = {kind:String})
    AND ({region:String} = '' OR region = {region:String}) AND ({industry:String} = '' OR industry = {industry:String})
    AND ({everywhere:Bool} OR region IN {regions:Array(String)})`;

/** Judged periods, the newest first and then the least likely. */
export const listedDetections = defineQuery({
  name: 'detections.list',
  sql: `SELECT cadence, measure, kind, subject_id, period, ${unpacked}, count() OVER () AS total FROM (${newestKept(filtered)})
WHERE NOT {unusual:Bool} OR its_alarm = 1
ORDER BY period DESC, isNull(its_p_value), its_p_value, measure, kind, subject_id LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
  params: z.object({
    ...Filter,
    unusual: z.boolean(),
    limit: z.number().int(),
    offset: z.number().int(),
  }),
  row: KeptRow.extend({ judgedAt: z.coerce.date(), total: Whole }),
});

/** How the newest judged period of each measure stands. */
export const detectionTotals = defineQuery({
  name: 'detections.totals',
  sql: `WITH judgements AS (${newestKept(filtered)})
SELECT measure, newest.8 AS reason, anyLast(newest.10) AS its_method, anyLast(newest.11) AS its_version, anyLast(newest.12) AS its_alpha,
  count() AS series, countIf(newest.7 = 1) AS alarms, max(newest.14) AS judgedAt, any(first) AS firstPeriod, any(last) AS lastPeriod
FROM judgements INNER JOIN (SELECT measure, min(period) AS first, max(period) AS last FROM judgements GROUP BY measure) AS ends USING (measure)
WHERE period = last GROUP BY measure, reason ORDER BY measure, reason`,
  params: z.object(Filter),
  row: z.object({
    measure: z.enum(detectionMeasures),
    reason: z.union([z.enum(detectionAbstentions), z.literal('')]),
    its_method: z.string(),
    its_version: Whole,
    its_alpha: z.number(),
    series: Whole,
    alarms: Whole,
    judgedAt: z.coerce.date(),
    firstPeriod: z.iso.date(),
    lastPeriod: z.iso.date(),
  }),
});

/** The reports that a period of one series counts. */
export const countedReports = defineQuery({
  name: 'detections.reports',
  sql: `SELECT day AS onDay, region, first_kind AS kind, first_batch AS batchId, first_layout AS layout, first_sheet AS sheet, first_line AS line,
  first_known AS knownAt, first_employer AS employerName, first_attributes AS attributes, count() OVER () AS total
FROM (${countedSql({
    batch: 'toString(batch_id)',
    layout: 'layout',
    sheet: 'sheet',
    line: 'row',
    known: 'observed_at',
    employer: 'employer_name',
    attributes: 'attributes',
  })})
WHERE measure = {measure:String} AND day >= {start:Date} AND day < {stop:Date}
  AND ({region:String} = '' OR region = {region:String}) AND ({industry:String} = '' OR ${sectionOf('trade_text')} = {industry:String})
ORDER BY day DESC, batchId, sheet, line LIMIT {limit:UInt32}`,
  params: z.object({
    ...Window,
    measure: z.string(),
    region: z.string(),
    industry: z.string(),
    start: z.iso.date(),
    stop: z.iso.date(),
    limit: z.number().int(),
  }),
  row: z.object({
    onDay: z.iso.date(),
    region: z.string(),
    kind: z.enum(eventKinds),
    batchId: z.string(),
    layout: z.string(),
    sheet: z.string(),
    line: Whole,
    knownAt: z.coerce.date(),
    employerName: z.string(),
    attributes: z.record(z.string(), z.string()),
    total: Whole,
  }),
});
