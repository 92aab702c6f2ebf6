import type { Manifest } from '@miaotou/contracts';
import { quoted } from './sql-text.js';
import { stagedRows } from './stage-sql.js';

type Direct = NonNullable<Manifest['direct']>;

/*
 * A layout whose rows are values just as they stand: a row is known again by what it says of whom and when, so that the
 * observations themselves tell a duplicate from a correction and no second list of rows need be kept.
 */

const indicatorOf = (direct: Direct): string =>
  typeof direct.indicator === 'string'
    ? quoted(direct.indicator)
    : `assumeNotNull(v_${direct.indicator.field})`;
const periodOf = (direct: Direct): string => `toDate(assumeNotNull(v_${direct.period}))`;

/** Rows that say a value of somebody. */
const saying = (direct: Direct): string =>
  `isNotNull(v_${direct.value}) AND isNotNull(v_${direct.period}) AND idents.subject != ''`;

/** SQL that keeps the values just as they were staged; `keptRow` tells which rows are kept. */
export function directValues(direct: Direct, keptRow: string): string {
  return `INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at, layout, batch_id, row, sheet, content, retracted)
     SELECT ${indicatorOf(direct)}, 'employer', idents.subject, idents.region, ${periodOf(direct)}, toFloat64(assumeNotNull(v_${direct.value})),
       {observedAt:DateTime64(3, 'UTC')}, {layout:String}, {batchId:UInt64}, row, sheet, content, 0
     FROM ${stagedRows} INNER JOIN idents ON staged.ident = idents.ident
     WHERE ${keptRow} AND ${saying(direct)}
     SETTINGS max_insert_threads = 2`;
}

const edge = (direct: Direct, which: 'min' | 'max'): string =>
  `(SELECT ${which}(${periodOf(direct)}) FROM ${stagedRows} WHERE bad = 0)`;

/** Values of the layout in the delivered periods, as known when the delivery came to be known. */
const toldBefore = (direct: Direct): string => `FROM miaotou.observations
  WHERE subject_kind = 'employer' AND period >= ${edge(direct, 'min')} AND period <= ${edge(direct, 'max')}
    AND layout = {layout:String} AND observed_at <= {observedAt:DateTime64(3, 'UTC')}`;

/** Whether anything was told before of the same indicators and periods. */
export const anyToldBefore = (direct: Direct): string => `SELECT 1 AS n ${toldBefore(direct)} LIMIT 1`;

export const toldTable = 'CREATE TEMPORARY TABLE told (place UInt64, contents Array(UInt64)) ENGINE = Memory';

/**
 * What the newest delivery said at each place. A delivery may have named one employer in two ways and so have said two
 * things at one place. Read in the table's own order, so that memory does not grow with the rows.
 */
export const fillTold = (
  direct: Direct,
): string => `INSERT INTO told SELECT cityHash64(indicator, period, subject_id), arrayMap(x -> x.3, standing)
FROM (
  SELECT indicator, period, subject_id, max((observed_at, batch_id)) AS newest,
    arrayFilter(x -> (x.1, x.2) = newest AND x.4 = 0, groupArray((observed_at, batch_id, content, retracted))) AS standing
  ${toldBefore(direct)} AND indicator IN (SELECT DISTINCT ${indicatorOf(direct)} FROM ${stagedRows} WHERE bad = 0)
  GROUP BY subject_kind, indicator, period, subject_id
)
WHERE notEmpty(standing)
SETTINGS optimize_aggregation_in_order = 1`;

/** Values that were told before the rows' contents were kept: of these, the value alone tells the same row again. */
export const anyBareBefore = (direct: Direct): string =>
  `SELECT 1 AS n ${toldBefore(direct)} AND content = 0 LIMIT 1`;

export const bareTable = 'CREATE TEMPORARY TABLE bare (place UInt64, value Float64) ENGINE = Memory';

/** The newest value at each place where it stands without a content. */
export const fillBare = (
  direct: Direct,
): string => `INSERT INTO bare SELECT cityHash64(indicator, period, subject_id), argMax(value, (observed_at, batch_id))
${toldBefore(direct)}
GROUP BY subject_kind, indicator, period, subject_id
HAVING argMax((content, retracted), (observed_at, batch_id)) = (0, 0)
SETTINGS optimize_aggregation_in_order = 1`;

/** Staged rows beside such a value at their place. */
export const besideBare = (direct: Direct): string =>
  `${stagedRows} INNER JOIN idents ON staged.ident = idents.ident
  INNER JOIN bare ON ${placeOf(direct)} = bare.place AND toFloat64(v_${direct.value}) = bare.value`;

const placeOf = (direct: Direct): string =>
  `cityHash64(CAST(${indicatorOf(direct)}, 'LowCardinality(String)'), ${periodOf(direct)}, idents.subject)`;

/** Staged rows beside what was told before at their place. */
export const besideTold = (
  direct: Direct,
): string => `${stagedRows} INNER JOIN idents ON staged.ident = idents.ident
  INNER JOIN told ON ${placeOf(direct)} = told.place`;
