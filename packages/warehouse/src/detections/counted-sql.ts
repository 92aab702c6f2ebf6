/** Kinds of event that some measure counts. */
const kinds = `('complaint', 'petition', 'arbitration-case', 'mediation-case', 'court-case', 'opinion', 'stoppage')`;

/** In a tuple, for a bare argMax passes over empty values and would answer with an older one. */
const newest = (column: string): string => `argMax(tuple(${column}), (observed_at, batch_id, row)).1`;

/** What an event counts in. Reports of a worker count once more among the people, posts only where they are not kind. */
const measuresOfEvent = `multiIf(
    kind = 'complaint', ['complaints', 'people'],
    kind = 'petition' AND gathered, ['petitions', 'people', 'collective'],
    kind = 'petition', ['petitions', 'people'],
    kind = 'stoppage', ['collective'],
    kind = 'opinion', if(mood IN ('', 'negative'), ['opinion'], []),
    ['cases', 'people'])`;

/**
 * Events of a window as known at a moment, each matter once in each measure: on the day and at the place of its first
 * report. Equal posts on one employer and place are one. An event without industry has that of its employer's others.
 * `columns` come from the first report. Versions of an event lie together in the table's order.
 */
export function countedSql(columns: Readonly<Record<string, string>> = {}): string {
  const beside = Object.entries(columns);
  return `WITH standing AS (
    SELECT kind, occurred_at, employer_id, event_id, ${newest('region')} AS its_region, ${newest('industry')} AS its_industry,
      ${newest('persons')} AS its_persons, ${newest(`attributes['isCollective']`)} = 'true' AS gathered,
      ${newest(`attributes['sentiment']`)} AS mood, ${newest(`attributes['textHash']`)} AS text,
      ${beside.map(([name, column]) => `${newest(column)} AS own_${name}, `).join('')}${newest('retracted')} AS gone
    FROM miaotou.events
    WHERE kind IN ${kinds} AND occurred_at >= toDateTime({from:Date}, 'Asia/Shanghai')
      AND occurred_at < toDateTime({to:Date}, 'Asia/Shanghai') AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
    GROUP BY kind, occurred_at, employer_id, event_id HAVING gone = 0
  ), links AS (
    SELECT event_id, argMax(matter_id, (observed_at, seq)) AS matter FROM miaotou.matter_reports
    WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY event_id
  ), trades AS (
    SELECT employer_id, argMax(its_industry, (occurred_at, event_id)) AS trade FROM standing
    WHERE employer_id != '' AND its_industry != '' GROUP BY employer_id
  )
  SELECT measure, toDate(min(occurred_at), 'Asia/Shanghai') AS day, argMin(its_region, place) AS region,
    argMin(if(its_industry != '', its_industry, ifNull(trade, '')), place) AS trade_text,
    if(measure = 'people', maxOrNull(its_persons), 1) AS weight${beside
      .map(([name]) => `, argMin(tuple(own_${name}), place).1 AS first_${name}`)
      .join('')}, argMin(kind, place) AS first_kind
  FROM (
    SELECT *, arrayJoin(${measuresOfEvent}) AS measure, (occurred_at, event_id) AS place,
      multiIf(measure = 'opinion' AND text != '', concat('text ', its_region, ' ', employer_id, ' ', text),
        ifNull(matter, '') = '', concat(kind, ' ', event_id), concat('matter ', matter)) AS item
    FROM standing LEFT JOIN links USING (event_id) LEFT JOIN trades USING (employer_id)
  )
  GROUP BY measure, item`;
}

/** Letter of the section that a text of industry tells of, by what the caller knows of the texts. */
export const sectionOf = (text: string): string =>
  `transform(${text}, {texts:Array(String)}, {letters:Array(String)}, '')`;

/** The subjects that a report counts for: the county, its town, its section, its section in its town. */
const subjects = `arrayFilter(s -> s.1 != '', [
    ('county', ''), (if(region != '', 'town', ''), region), (if(section != '', 'industry', ''), section),
    (if(region != '' AND section != '', 'industry-town', ''), concat(region, '/', section))])`;

/** Names of the temporary tables of one reading. */
export const reportsTable = 'counted_reports';
export const daysTable = 'series_days';
export const weeksTable = 'series_weeks';

/** Reports of the window, each once in each measure. */
export const reportsSql = `SELECT measure, day, region, ${sectionOf('trade_text')} AS section, weight FROM (${countedSql()})`;

/** Counts of every series by day: where no report says how many people, the count is no number. */
export const daysSql = `SELECT measure, subject.1 AS kind, subject.2 AS subject_id, day, ifNull(toFloat64(sumOrNull(weight)), nan) AS count
  FROM (SELECT measure, day, weight, arrayJoin(${subjects}) AS subject FROM ${reportsTable})
  GROUP BY measure, kind, subject_id, day`;

/** Series of weeks, one row each. A week in which some day's people are told counts those that are. */
export const weeksSql = `SELECT measure, kind, subject_id, arraySort(groupArray((week, count))) AS counts
  FROM (
    SELECT measure, kind, subject_id, toMonday(day) AS week, if(countIf(NOT isNaN(count)) = 0, -1, toInt64(sumIf(count, NOT isNaN(count)))) AS count
    FROM ${daysTable} GROUP BY measure, kind, subject_id, week
  ) GROUP BY measure, kind, subject_id`;
