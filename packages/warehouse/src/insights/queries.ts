import { eventKinds, sourceFamilies } from '@miaotou/domain';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';

const Regions = z.object({ everywhere: z.boolean(), regions: z.array(z.string()) });
const Window = Regions.extend({
  kinds: z.array(z.enum(eventKinds)),
  from: z.date(),
  to: z.date(),
  knownAt: z.date(),
});
const Count = z.coerce.number().int();

const inRegion = (region: string) => `({everywhere:Bool} OR ${region} IN {regions:Array(String)})`;
/** In a tuple, for a bare argMax passes over empty values and would answer with an older one. */
const newest = (column: string) => `argMax(tuple(${column}), (observed_at, batch_id, row)).1`;

/**
 * The events of a window as known at a moment. Versions of an event at one place and time lie together in the table's
 * order; the newest counts, and one that was taken back does not.
 */
const newestEvents = `
  SELECT kind, occurred_at, any(layout) AS its_layout, ${newest('region')} AS its_region,
    ${newest('persons')} AS its_persons, ${newest('attributes')} AS its_attributes, ${newest('retracted')} AS gone
  FROM miaotou.events
  WHERE kind IN {kinds:Array(String)}
    AND occurred_at >= {from:DateTime('UTC')} AND occurred_at < {to:DateTime('UTC')}
    AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
  GROUP BY kind, occurred_at, employer_id, event_id
  HAVING gone = 0 AND ${inRegion('its_region')}`;

/** Events by layout and calendar week in the county. */
export const weeklyEvents = defineQuery({
  name: 'insights.weeklyEvents',
  sql: `SELECT its_layout AS layout, toMonday(toDate(occurred_at, 'Asia/Shanghai')) AS week, count() AS events
FROM (${newestEvents})
GROUP BY layout, week ORDER BY week, layout`,
  params: Window,
  row: z.object({ layout: z.string(), week: z.iso.date(), events: Count }),
});

/** Events by region. */
export const eventsByRegion = defineQuery({
  name: 'insights.eventsByRegion',
  sql: `SELECT its_region AS region, count() AS events FROM (${newestEvents}) GROUP BY region ORDER BY region`,
  params: Window,
  row: z.object({ region: z.string(), events: Count }),
});

/** Cases by kind: how many came, of how many the end is told, how many ended, with how many people. */
export const caseFlow = defineQuery({
  name: 'insights.caseFlow',
  sql: `SELECT kind, count() AS received,
  countIf(its_attributes['stage'] != '') AS told,
  countIf(its_attributes['stage'] = 'closed') AS closed,
  sumOrNull(its_persons) AS persons
FROM (${newestEvents})
GROUP BY kind ORDER BY kind`,
  params: Window,
  row: z.object({
    kind: z.enum(eventKinds),
    received: Count,
    told: Count,
    closed: Count,
    persons: Count.nullable(),
  }),
});

/** Employers with a value above zero, by indicator and period; the newest version of each value counts. */
export const employersAbove = defineQuery({
  name: 'insights.employersAbove',
  sql: `SELECT indicator, period, countIf(its_value > 0) AS employers
FROM (
  SELECT indicator, period, subject_id, ${newest('value')} AS its_value, ${newest('region')} AS its_region,
    ${newest('retracted')} AS gone
  FROM miaotou.observations
  WHERE subject_kind = 'employer' AND indicator IN {indicators:Array(String)} AND period >= {from:Date}
    AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
  GROUP BY indicator, period, subject_id
  HAVING gone = 0 AND ${inRegion('its_region')}
)
GROUP BY indicator, period ORDER BY indicator, period`,
  params: Regions.extend({ indicators: z.array(z.string()), from: z.iso.date(), knownAt: z.date() }),
  row: z.object({ indicator: z.string(), period: z.iso.date(), employers: Count }),
});

/** How far each layout is complete, and since when it is delivered. */
export const coverage = defineQuery({
  name: 'insights.coverage',
  sql: `SELECT source, layout, min(complete_through) AS since, max(complete_through) AS completeThrough
FROM miaotou.watermarks WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')}
GROUP BY source, layout ORDER BY source, layout`,
  params: z.object({ knownAt: z.date() }),
  row: z.object({
    source: z.enum(sourceFamilies),
    layout: z.string(),
    since: z.iso.date(),
    completeThrough: z.iso.date(),
  }),
});

/** All values of one employer since a day. */
export const employerIndicators = defineQuery({
  name: 'insights.employerIndicators',
  sql: `SELECT indicator, period, ${newest('value')} AS its_value, ${newest('retracted')} AS gone
FROM miaotou.observations
WHERE subject_kind = 'employer' AND subject_id = {employerId:String} AND period >= {from:Date}
  AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
GROUP BY indicator, period HAVING gone = 0 ORDER BY indicator, period`,
  params: z.object({ employerId: z.string(), from: z.iso.date(), knownAt: z.date() }),
  row: z.object({ indicator: z.string(), period: z.iso.date(), its_value: z.number(), gone: z.number() }),
});

/** The latest events of one employer. */
export const employerEvents = defineQuery({
  name: 'insights.employerEvents',
  sql: `SELECT event_id AS eventId, kind, occurred_at AS occurredAt, ${newest('persons')} AS its_persons,
  ${newest('amount_fen')} AS amountFen, toString(${newest('batch_id')}) AS batchId, ${newest('row')} AS its_row,
  ${newest('attributes')} AS its_attributes, ${newest('retracted')} AS gone
FROM miaotou.events
WHERE employer_id = {employerId:String} AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
GROUP BY kind, occurred_at, event_id HAVING gone = 0
ORDER BY occurred_at DESC, event_id LIMIT {limit:UInt32}`,
  params: z.object({ employerId: z.string(), knownAt: z.date(), limit: z.number().int() }),
  row: z.object({
    eventId: z.string(),
    kind: z.string(),
    occurredAt: z.coerce.date(),
    its_persons: Count.nullable(),
    amountFen: z.coerce.number().nullable(),
    batchId: z.string(),
    its_row: Count,
    its_attributes: z.record(z.string(), z.string()),
    gone: z.number(),
  }),
});
