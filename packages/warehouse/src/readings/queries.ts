import { eventKinds } from '@miaotou/domain';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';

/** In a tuple, for a bare argMax passes over empty values and would answer with an older one. */
const newest = (column: string) => `argMax(tuple(${column}), (observed_at, batch_id, row)).1`;
const Window = z.object({
  kinds: z.array(z.enum(eventKinds)),
  from: z.date(),
  to: z.date(),
  knownAt: z.date(),
  everywhere: z.boolean(),
  regions: z.array(z.string()),
});

const facts = `any(layout) AS its_layout, any(employer_name) AS its_employer, ${newest('region')} AS its_region,
  ${newest('persons')} AS its_persons, ${newest('amount_fen')} AS its_amount, ${newest('months')} AS its_months,
  ${newest('attributes')} AS its_attributes, toString(${newest('batch_id')}) AS its_batch, ${newest('row')} AS its_row,
  ${newest('retracted')} AS gone`;

/** Versions of an event at one place and time lie together; one that was taken back does not count, nor one unread. */
const readEvents = `
  SELECT kind, occurred_at, employer_id, event_id, max(observed_at) AS its_observed, ${facts}
  FROM miaotou.events
  WHERE kind IN {kinds:Array(String)}
    AND occurred_at >= {from:DateTime('UTC')} AND occurred_at < {to:DateTime('UTC')}
    AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
  GROUP BY kind, occurred_at, employer_id, event_id
  HAVING gone = 0 AND its_attributes['readVersion'] != ''
    AND ({everywhere:Bool} OR its_region IN {regions:Array(String)})`;

const EventRow = z.object({
  kind: z.enum(eventKinds),
  occurred_at: z.coerce.date(),
  employer_id: z.string(),
  event_id: z.string(),
  its_layout: z.string(),
  its_employer: z.string(),
  its_region: z.string(),
  its_persons: z.coerce.number().int().nullable(),
  its_amount: z.coerce.number().nullable(),
  its_months: z.number().nullable(),
  its_attributes: z.record(z.string(), z.string()),
  its_batch: z.string(),
  its_row: z.coerce.number().int(),
  gone: z.number(),
});
export type EventRow = z.infer<typeof EventRow>;

/** The newest read events of a window. */
export const readTexts = defineQuery({
  name: 'readings.texts',
  sql: `${readEvents}
ORDER BY occurred_at DESC, event_id LIMIT {limit:UInt32}`,
  params: Window.extend({ limit: z.number().int() }),
  row: EventRow,
});

/** How many read events a window holds, and when the newest version of one came to be known. */
export const readTextState = defineQuery({
  name: 'readings.state',
  sql: `SELECT count() AS texts, maxOrNull(its_observed) AS newest FROM (${readEvents})`,
  params: Window,
  row: z.object({ texts: z.coerce.number().int(), newest: z.coerce.date().nullable() }),
});

/** One event by its id, in its newest version; several only where one was taken back at an earlier place. */
export const readEvent = defineQuery({
  name: 'readings.event',
  sql: `SELECT kind, occurred_at, employer_id, event_id, ${facts}
FROM miaotou.events
WHERE event_id = {eventId:String} AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
GROUP BY kind, occurred_at, employer_id, event_id HAVING gone = 0
ORDER BY max(observed_at) DESC LIMIT 1`,
  params: z.object({ eventId: z.string(), knownAt: z.date() }),
  row: EventRow,
});
