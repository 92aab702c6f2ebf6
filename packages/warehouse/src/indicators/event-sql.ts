import { matterWindows, repeatDays } from '@miaotou/contracts';
import type {
  EventDerivation,
  EventMeasure,
  EventTest,
  IndicatorPeriod,
  SeriesGrain,
} from '@miaotou/contracts';

/** Quoted for SQL; only declared names and words of manifests come here, never what a reader asked. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const attribute = (name: string): string => `its_attributes[${quoted(name)}]`;
const dayIn = (name: string): string => `toDateOrNull(substring(${attribute(name)}, 1, 10))`;
const instantOf = (text: string): string => `parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')`;

/** In a tuple, for a bare argMax passes over empty values and would answer with an older one. */
const newest = (column: string): string => `argMax(tuple(${column}), (observed_at, batch_id, row)).1`;

/** First day of the period that a day lies in. */
export function bucket(per: IndicatorPeriod, day: string): string {
  switch (per) {
    case 'day':
      return day;
    case 'week':
      return `toMonday(${day})`;
    case 'month':
      return `toStartOfMonth(${day})`;
    case 'quarter':
      return `toStartOfQuarter(${day})`;
  }
}

/** What names the subject of an event at a grain. */
function subjectOf(grain: SeriesGrain): string {
  switch (grain) {
    case 'county':
      return `''`;
    case 'town':
      return 'its_region';
    case 'industry':
      return 'its_industry';
    case 'employer':
      return 'employer_id';
    case 'project':
      return attribute('project');
    case 'office':
      return `if(${attribute('organisation')} != '', ${attribute('organisation')}, {office:String})`;
    case 'event':
      return attribute('textHash');
  }
}

/** Days before the first period from which events may still count in it. */
function lookback({ once, value, beside }: EventDerivation): number {
  const measures = [value, ...beside.map(({ measure }) => measure)];
  if (measures.some(({ take }) => take === 'overdue')) return 1100;
  if (measures.some(({ on, take }) => on !== undefined || take === 'reach' || take === 'growth')) return 400;
  const trailing = Math.max(0, ...measures.map(({ trailingDays = 0 }) => trailingDays));
  return Math.max(trailing, once || testsOf(measures).some((test) => 'is' in test) ? repeatDays : 0);
}

function testsOf(measures: readonly EventMeasure[]): readonly EventTest[] {
  return measures.flatMap((measure) => [
    ...(measure.where ?? []),
    ...(measure.take === 'share' ? measure.share : []),
  ]);
}

/** Events of the derivation as they stand at a moment, each once; versions lie together in the table's order. */
function standing(derivation: EventDerivation, grain: SeriesGrain): string {
  return `SELECT event_id, employer_id, occurred_at, toDate(occurred_at, 'Asia/Shanghai') AS day,
    ${newest('layout')} AS its_layout, ${newest('employer_name')} AS its_name, ${newest('region')} AS its_region,
    ${newest('industry')} AS its_industry, ${newest('persons')} AS its_persons, ${newest('amount_fen')} AS its_amount,
    ${newest('months')} AS its_months, ${newest('person_keys')} AS its_keys, ${newest('attributes')} AS its_attributes,
    ${newest('batch_id')} AS its_batch, ${newest('sheet')} AS its_sheet, ${newest('row')} AS its_row,
    max(observed_at) AS its_known, ${newest('retracted')} AS gone
  FROM miaotou.events
  WHERE kind = ${quoted(derivation.kind)} AND layout IN (${derivation.layouts.map(quoted).join(', ')})
    AND occurred_at >= {start:DateTime('UTC')} - INTERVAL ${lookback(derivation)} DAY AND occurred_at < {stop:DateTime('UTC')}
    AND observed_at <= {knownAt:DateTime64(3, 'UTC')}${grain === 'employer' ? " AND ({subject:String} = '' OR employer_id = {subject:String})" : ''}
  GROUP BY kind, occurred_at, employer_id, event_id HAVING gone = 0`;
}

/** In which matter reports stand, as known at the moment; empty for one that stands alone by decision or correction. */
const links = `SELECT event_id, argMax(matter_id, (observed_at, seq)) AS matter, 1 AS settled
  FROM miaotou.matter_reports WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY event_id`;

/** SQL of the days of the window in force on the day of an event. */
const matterDays = `multiIf(${matterWindows
  .toReversed()
  .map(({ from, days }) => `toDate(occurred_at, 'Asia/Shanghai') >= toDate(${quoted(from)}), ${days}`)
  .join(', ')}, ${matterWindows[0]?.days ?? 0})`;

/**
 * Events before which the same person named the same employer, or which belong to the same matter: on another channel
 * lately, or on the same one. What was set apart from its matter echoes nothing, and nothing echoes it.
 */
const echoes = `SELECT event_id,
    max(NOT alone AND arrayExists(b -> NOT b.3 AND b.2 != channel AND (by_link OR b.1 >= occurred_at - toIntervalDay(${matterDays})), before)) AS elsewhere,
    max(arrayExists(b -> b.2 = channel AND b.1 >= occurred_at - INTERVAL ${repeatDays} DAY, before)) AS again
  FROM (SELECT event_id, occurred_at, channel, alone, startsWith(who, 'matter') AS by_link,
      groupArray((occurred_at, channel, alone)) OVER (PARTITION BY employer_id, who ORDER BY occurred_at, event_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM (SELECT event_id, employer_id, occurred_at, ${attribute('channel')} AS channel, ifNull(matter, '') AS in_matter,
        ifNull(settled, 0) = 1 AND in_matter = '' AS alone,
        arrayConcat(arrayMap(key -> concat('person ', toString(key)), its_keys),
          if(in_matter = '', [], [concat('matter ', in_matter)])) AS marks
      FROM standing LEFT JOIN links USING (event_id) WHERE employer_id != '')
    ARRAY JOIN marks AS who)
  GROUP BY event_id`;

function holds(test: EventTest): string {
  if ('is' in test) {
    return test.is === 'traceable'
      ? `(${attribute('repeated')} != '' OR (employer_id != '' AND notEmpty(its_keys)))`
      : `(${attribute('repeated')} = 'true' OR event_id IN (SELECT event_id FROM echoes WHERE again = 1))`;
  }
  if ('done' in test) return `ifNull(${dayIn(test.done)} <= ${dayIn(test.notAfter)}, 0)`;
  return `${attribute(test.attribute)} IN (${test.in.map(quoted).join(', ')})`;
}

const all = (tests: readonly EventTest[]): string => tests.map(holds).join(' AND ');

const never = `toDate('2149-01-01')`;

/** Days on which an event is past its deadline: from the day after it to the day before it is done. */
function overdueDays({ due, done }: { readonly due: string; readonly done: readonly string[] }): string {
  const ends = done.map((name) => `ifNull(${dayIn(name)}, ${never})`);
  const end = ends.length === 1 ? (ends[0] ?? never) : `least(${ends.join(', ')})`;
  const from = `greatest(toUInt32(assumeNotNull(${dayIn(due)})) + 1, toUInt32({from:Date}))`;
  const to = `least(toUInt32(${end}), toUInt32({to:Date}))`;
  return `if(isNull(${dayIn(due)}), [], arrayMap(n -> toDate(toUInt16(n)), range(${from}, greatest(${from}, ${to}))))`;
}

/** First days of the periods in which an event counts for a measure. */
function countsIn(measure: EventMeasure, per: IndicatorPeriod): string {
  if (measure.take === 'overdue')
    return `arrayDistinct(arrayConcat(${measure.clocks.map(overdueDays).join(', ')}))`;
  const day = measure.on === undefined ? 'toNullable(day)' : dayIn(measure.on);
  const known = `assumeNotNull(${day})`;
  const spread =
    measure.trailingDays === undefined
      ? `[${bucket(per, known)}]`
      : `arrayMap(i -> addDays(${known}, i), range(${measure.trailingDays}))`;
  return `arrayFilter(p -> p >= {from:Date} AND p < {to:Date}, if(isNull(${day}), [], ${spread}))`;
}

function aggregate(measure: EventMeasure, grain: SeriesGrain): string {
  switch (measure.take) {
    case 'count':
    case 'overdue':
      return 'count()';
    case 'distinct':
      return `uniqExactIf(${attribute(measure.of)}, ${attribute(measure.of)} != '')`;
    case 'sum':
      return `sumOrNull(${measure.of === 'persons' ? 'its_persons' : 'its_amount'})`;
    case 'max':
      return 'maxOrNull(its_months)';
    case 'max-attribute': {
      const ranks = Object.entries(measure.ranks ?? {});
      const rank = ranks.map(([word, value]) => `${attribute(measure.of)} = ${quoted(word)}, ${value}`);
      return `maxOrNull(${ranks.length === 0 ? `toFloat64OrNull(${attribute(measure.of)})` : `multiIf(${rank.join(', ')}, NULL)`})`;
    }
    case 'share':
      return `100 * countIf(${all(measure.share)}) / count()`;
    case 'hours-until': {
      const hours = `dateDiff('second', occurred_at, ${instantOf(attribute(measure.of))}) / 3600`;
      return grain === 'event' ? `minOrNull(${hours})` : `quantileExactOrNull(0.5)(${hours})`;
    }
    case 'reach':
      return 'sumOrNull(last.2)';
    case 'growth':
      return '100 * (sumIf(last.2, base.1 > 0) / nullIf(sumIf(base.2, base.1 > 0), 0) - 1)';
  }
}

const watches = ({ take }: EventMeasure): boolean => take === 'reach' || take === 'growth';

/** Every look at a standing post, with reads plus shares; a look delivered again counts as delivered last. */
const looks = `SELECT event_id, employer_id, occurred_at, toUnixTimestamp64Milli(assumeNotNull(${instantOf(`attributes['monitoredAt']`)})) AS at,
    toDate(assumeNotNull(${instantOf(`attributes['monitoredAt']`)}), 'Asia/Shanghai') AS seen,
    ${newest(`if(attributes['reads'] = '' AND attributes['shares'] = '', NULL, toFloat64OrZero(attributes['reads']) + toFloat64OrZero(attributes['shares']))`)} AS reach,
    ${newest('layout')} AS look_layout, ${newest('batch_id')} AS look_batch, ${newest('sheet')} AS look_sheet, ${newest('row')} AS look_row, max(observed_at) AS look_known
  FROM miaotou.events
  WHERE kind = 'opinion' AND (occurred_at, employer_id, event_id) IN (SELECT occurred_at, employer_id, event_id FROM standing)
    AND isNotNull(${instantOf(`attributes['monitoredAt']`)}) AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
  GROUP BY event_id, employer_id, occurred_at, at, seen`;

/** A post on each day on which somebody looked: the last look, and the newest at least so many hours before it. */
const watched = (
  hours: number,
): string => `SELECT event_id, employer_id, occurred_at, its_region, its_industry, its_attributes,
    arrayJoin(arrayDistinct(arrayMap(x -> x.3, history))) AS seen_on,
    arrayLast(x -> x.3 = seen_on, history) AS last,
    arrayLast(x -> x.1 <= last.1 - ${hours * 3_600_000}, history) AS base
  FROM (SELECT event_id, employer_id, occurred_at, arraySort(groupArray((at, reach, seen))) AS history FROM looks GROUP BY event_id, employer_id, occurred_at) AS h
  INNER JOIN standing USING (event_id, employer_id, occurred_at)`;

const visible = `({everywhere:Bool} OR its_region IN {regions:Array(String)})`;

function conditions(derivation: EventDerivation, measure: EventMeasure, grain: SeriesGrain): string {
  return [
    visible,
    ...(grain === 'county' ? [] : [`({subject:String} = '' OR ${subjectOf(grain)} = {subject:String})`]),
    ...(derivation.once && measure.every !== true
      ? ['event_id NOT IN (SELECT event_id FROM echoes WHERE elsewhere = 1 AND again = 0)']
      : []),
    ...(measure.where ?? []).map(holds),
  ].join(' AND ');
}

function withs(derivation: EventDerivation, grain: SeriesGrain, measures: readonly EventMeasure[]): string {
  const tables = [`standing AS (${standing(derivation, grain)})`];
  if (derivation.once || testsOf(measures).some((test) => 'is' in test && test.is === 'repeated'))
    tables.push(`links AS (${links})`, `echoes AS (${echoes})`);
  if (measures.some(watches)) tables.push(`looks AS (${looks})`);
  return `WITH ${tables.join(',\n')}`;
}

function figures(
  derivation: EventDerivation,
  key: string,
  measure: EventMeasure,
  grain: SeriesGrain,
): string {
  const where = conditions(derivation, measure, grain);
  const value = `toFloat64(${aggregate(measure, grain)}) AS value`;
  if (watches(measure)) {
    const hours = measure.take === 'growth' ? measure.hours : 24;
    return `SELECT ${quoted(key)} AS measure, seen_on AS period, ${value} FROM (${watched(hours)})
WHERE ${where} AND seen_on >= {from:Date} AND seen_on < {to:Date} GROUP BY period`;
  }
  return `SELECT ${quoted(key)} AS measure, arrayJoin(${countsIn(measure, derivation.per)}) AS period, ${value}
FROM standing WHERE ${where} GROUP BY period`;
}

/** One indicator that is counted from events, by period, with the figures beside it. */
export function eventSeriesSql(derivation: EventDerivation, grain: SeriesGrain): string {
  const { value, beside } = derivation;
  const measures = [value, ...beside.map(({ measure }) => measure)];
  const parts = [
    figures(derivation, 'value', value, grain),
    ...beside.map(({ key, measure }) => figures(derivation, key, measure, grain)),
  ];
  return `${withs(derivation, grain, measures)}
SELECT measure, period, value FROM (
${parts.join('\nUNION ALL\n')}
) ORDER BY measure, period`;
}

/** Subjects that an indicator counted from events has something to say of. */
export function eventSubjectsSql(derivation: EventDerivation, grain: SeriesGrain): string {
  const { value, per } = derivation;
  const counted = watches(value) ? countsIn({ take: 'count' }, per) : countsIn(value, per);
  const name = grain === 'employer' ? 'its_name' : grain === 'event' ? attribute('summary') : `''`;
  return `${withs(derivation, grain, [value])}
SELECT subject, anyLast(name) AS its_name, max(period) AS newest, count() OVER () AS total FROM (
  SELECT ${subjectOf(grain)} AS subject, ${name} AS name, arrayJoin(${counted}) AS period
  FROM standing WHERE ${conditions(derivation, value, grain)}
) WHERE subject != '' GROUP BY subject ORDER BY newest DESC, count() DESC, subject LIMIT {limit:UInt32}`;
}

/** Delivered rows behind an indicator in the period from `from` to `to`, the newest first. */
export function eventRowsSql(derivation: EventDerivation, grain: SeriesGrain): string {
  const { value, per } = derivation;
  const where = conditions(derivation, value, grain);
  const columns = `employer_id AS employerId, its_name AS employerName, its_attributes AS attributes, count() OVER () AS total`;
  if (watches(value)) {
    const days = value.take === 'growth' ? Math.ceil(value.hours / 24) : 0;
    return `${withs(derivation, grain, [value])}
SELECT toString(look_batch) AS batchId, look_layout AS its_layout, look_sheet AS its_sheet, look_row AS its_row, look_known AS knownAt,
  seen AS on_day, ${columns}
FROM looks INNER JOIN standing USING (event_id, employer_id, occurred_at)
WHERE ${where} AND seen >= subtractDays({from:Date}, ${days}) AND seen < {to:Date}
ORDER BY at DESC, event_id LIMIT {limit:UInt32}`;
  }
  return `${withs(derivation, grain, [value])}
SELECT toString(its_batch) AS batchId, its_layout, its_sheet, its_row, its_known AS knownAt, day AS on_day, ${columns}
FROM standing WHERE ${where} AND notEmpty(${countsIn(value, per)})
ORDER BY day DESC, event_id LIMIT {limit:UInt32}`;
}
