import type { DetectionFeature } from '@miaotou/contracts';
import { huilaiCode, huilaiUnits } from '@miaotou/domain';
import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import type { EventSubjects } from './event-subjects.js';
import { touchedTable } from './pass.js';
import { windowStart } from './windows.js';

const zone = "'Asia/Shanghai'";
/** Days of a judged period. */
const periodDays = { weekly: 7, daily: 1 } as const;

/** SQL of the subject of a judged series; '' where it is none of this kind. */
const subjectOf: Readonly<Partial<Record<EventSubjects['kind'], string>>> = {
  town: `if(subject_kind = 'town' AND subject_id IN (${huilaiUnits.map(({ code }) => sqlText(code)).join(', ')}), subject_id, '')`,
  industry: `if(subject_kind = 'industry', subject_id, '')`,
  county: `if(subject_kind = 'county', ${sqlText(huilaiCode)}, '')`,
};

/** SQL of what one feature takes of a judgement. */
const taken: Readonly<Record<DetectionFeature['take'], string>> = {
  alarm: 'its_alarm = 1',
  score: 'its_score',
  pValue: 'its_p_value',
  observed: 'toFloat64(its_observed)',
  expected: 'its_expected',
};

/** SQL of the condition that a judged period is over by a moment and inside the feature's window. */
function counts({ detection, cadence, method, window }: DetectionFeature, asOf: string): string {
  const tests = [
    `measure = ${sqlText(detection)}`,
    `cadence = ${sqlText(cadence)}`,
    `addDays(period, ${periodDays[cadence]}) <= toDate(toTimeZone(${asOf}, ${zone}))`,
    `period >= toDate(${windowStart(windowOf(window), asOf)})`,
    ...(method === undefined ? [] : [`its_method = ${sqlText(method)}`]),
  ];
  return tests.join(' AND ');
}

/**
 * SQL of (subject_id, as_of, a column per feature): the newest period of each subject's own series as it was judged, known
 * at `knownAt`; NULL where there is none or the method did not judge it. Null for subjects that have no series.
 */
export function detectionsSql(
  kind: EventSubjects['kind'],
  columns: readonly { readonly name: string; readonly feature: DetectionFeature }[],
  moments: { readonly list: string; readonly some: boolean },
): string | null {
  const subject = subjectOf[kind];
  if (subject === undefined || columns.length === 0) return null;
  const measures = [...new Set(columns.map(({ feature }) => sqlText(feature.detection)))].join(', ');
  const judgement = 'observed, expected, score, p_value, alarm, method';
  const newest =
    `SELECT ${subject} AS subject, cadence, measure, period, argMax(tuple(${judgement}), (known_at, judged_at)) AS newest ` +
    `FROM miaotou.detections WHERE measure IN (${measures}) AND known_at <= {knownAt:DateTime64(3, 'UTC')} AND subject != ''` +
    (moments.some ? ` AND subject IN (SELECT subject_id FROM ${touchedTable})` : '') +
    ` GROUP BY subject, cadence, measure, period`;
  const unpacked = judgement
    .split(', ')
    .map((name, at) => `newest.${at + 1} AS its_${name}`)
    .join(', ');
  const features = columns.map(
    ({ name, feature }) =>
      `CAST(argMaxIf(tuple(${taken[feature.take]}), period, ${counts(feature, 'as_of')}).1 AS Nullable(${feature.take === 'alarm' ? 'Bool' : 'Float64'})) AS ${name}`,
  );
  return (
    `SELECT subject AS subject_id, as_of, ${features.join(', ')} ` +
    `FROM (SELECT *, ${unpacked}, arrayJoin(${moments.list}) AS as_of FROM (${newest})) GROUP BY subject, as_of`
  );
}

/** SQL of the groups (subject_id) of whose series a run of the detectors judged something anew. Parameter: `detectionRunId`. */
export const judgedGroups = (kind: EventSubjects['kind']): string =>
  `SELECT DISTINCT ${subjectOf[kind] ?? "''"} AS subject_id FROM miaotou.detections WHERE run_id = {detectionRunId:String} AND subject_id != ''`;
