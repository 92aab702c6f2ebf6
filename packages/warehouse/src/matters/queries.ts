import { reportKinds } from '@miaotou/domain';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';

const Count = z.coerce.number().int();
const kinds = `kind IN (${reportKinds.map((kind) => `'${kind}'`).join(', ')})`;
/** In a tuple, for a bare argMax passes over empty values and would answer with an older one. */
const newest = (column: string): string => `argMax(tuple(${column}), (observed_at, batch_id, row)).1`;

/** Reports as they stand, each once; versions of one lie together in the table's order. */
const standing = (where: string, columns: Readonly<Record<string, string>>): string => `
  SELECT kind, occurred_at, employer_id, event_id,
    ${Object.entries(columns)
      .map(([name, column]) => `${newest(column)} AS ${name}`)
      .join(', ')}, ${newest('retracted')} AS gone
  FROM miaotou.events WHERE ${kinds} AND ${where}
  GROUP BY kind, occurred_at, employer_id, event_id HAVING gone = 0`;

/** Employers of which a delivery tells or told a report. */
export const touchedEmployers = defineQuery({
  name: 'matters.touched',
  sql: `SELECT DISTINCT employer_id FROM miaotou.events
WHERE ${kinds} AND batch_id = {batchId:UInt64} AND employer_id != '' ORDER BY employer_id`,
  params: z.object({ batchId: z.string() }),
  row: z.object({ employer_id: z.string() }),
});

/** Employers of which reports share a keyed number, whether they still stand or not. */
export const sharingEmployers = defineQuery({
  name: 'matters.sharing',
  sql: `SELECT DISTINCT employer_id FROM (
  SELECT employer_id FROM miaotou.events
  ARRAY JOIN [('person', attributes['idKey']), ('phone', attributes['phoneKey'])] AS shared
  WHERE ${kinds} AND employer_id != '' AND shared.2 != ''
  GROUP BY employer_id, shared HAVING uniqExact(event_id) > 1
) ORDER BY employer_id`,
  params: z.object({}),
  row: z.object({ employer_id: z.string() }),
});

const common = (key: string): string =>
  `(${key} != '' AND (employer_id, ${key}) IN (SELECT employer_id, ${key} FROM reports WHERE ${key} != '' GROUP BY employer_id, ${key} HAVING count() > 1))`;

/** Reports of employers that share a keyed number with another of the same employer, and those that are asked for by id. */
export const linkableReports = defineQuery({
  name: 'matters.linkable',
  sql: `WITH reports AS (${standing(`employer_id IN {employers:Array(String)}`, {
    its_layout: 'layout',
    its_region: 'region',
    its_employer: 'employer_name',
    person: `attributes['idKey']`,
    phone: `attributes['phoneKey']`,
    category: `attributes['category']`,
  })})
SELECT kind, occurred_at, employer_id, event_id, its_layout, its_region, its_employer, person, phone, category FROM reports
WHERE event_id IN {decided:Array(String)} OR ${common('person')} OR ${common('phone')}
ORDER BY event_id, occurred_at`,
  params: z.object({ employers: z.array(z.string()), decided: z.array(z.string()) }),
  row: z.object({
    kind: z.enum(reportKinds),
    occurred_at: z.coerce.date(),
    employer_id: z.string(),
    event_id: z.string(),
    its_layout: z.string(),
    its_region: z.string(),
    its_employer: z.string(),
    person: z.string(),
    phone: z.string(),
    category: z.string(),
  }),
});

const factColumns = {
  its_layout: 'layout',
  its_region: 'region',
  its_persons: 'persons',
  its_amount: 'amount_fen',
  its_batch: 'batch_id',
  its_row: 'row',
  its_attributes: 'attributes',
};
const FactsRow = z.object({
  kind: z.enum(reportKinds),
  occurred_at: z.coerce.date(),
  employer_id: z.string(),
  event_id: z.string(),
  its_layout: z.string(),
  its_region: z.string(),
  its_persons: Count.nullable(),
  its_amount: z.coerce.number().nullable(),
  batch: z.string(),
  its_row: Count,
  its_attributes: z.record(z.string(), z.string()),
  total: Count,
});
export type FactsRow = z.infer<typeof FactsRow>;

const facts = (where: string): string =>
  `SELECT *, toString(its_batch) AS batch, count() OVER () AS total FROM (${standing(
    `${where} AND observed_at <= {knownAt:DateTime64(3, 'UTC')}`,
    factColumns,
  )})`;

/** Reports by their ids. */
export const reportsByIds = defineQuery({
  name: 'matters.reports',
  sql: `${facts('event_id IN {eventIds:Array(String)}')} ORDER BY occurred_at, event_id`,
  params: z.object({ eventIds: z.array(z.string()), knownAt: z.date() }),
  row: FactsRow,
});

/** The newest reports of one employer. */
export const reportsOfEmployer = defineQuery({
  name: 'matters.reportsOf',
  sql: `${facts('employer_id = {employerId:String}')} ORDER BY occurred_at DESC, event_id LIMIT {limit:UInt32}`,
  params: z.object({ employerId: z.string(), knownAt: z.date(), limit: z.number().int() }),
  row: FactsRow,
});

/**
 * Reports of a window and the matters they tell of, as both were known at a moment. A matter's people are the largest
 * number that one of its reports tells: the others tell of the same people again.
 */
export const countedReports = defineQuery({
  name: 'matters.counts',
  sql: `SELECT sum(told) AS reports, count() AS matters, sumOrNull(times) AS personTimes, sumOrNull(people) AS persons
FROM (
  SELECT if(ifNull(matter, '') = '', event_id, concat('matter ', matter)) AS item, count() AS told, sumOrNull(its_persons) AS times,
    maxOrNull(its_persons) AS people
  FROM (${standing(
    `occurred_at >= {from:DateTime('UTC')} AND occurred_at < {to:DateTime('UTC')} AND observed_at <= {knownAt:DateTime64(3, 'UTC')}`,
    { its_region: 'region', its_persons: 'persons' },
  )} AND ({everywhere:Bool} OR its_region IN {regions:Array(String)})) AS told
  LEFT JOIN (
    SELECT event_id, argMax(matter_id, (observed_at, seq)) AS matter FROM miaotou.matter_reports
    WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY event_id
  ) AS links USING (event_id)
  GROUP BY item
)`,
  params: z.object({
    from: z.date(),
    to: z.date(),
    knownAt: z.date(),
    everywhere: z.boolean(),
    regions: z.array(z.string()),
  }),
  row: z.object({
    reports: Count,
    matters: Count,
    personTimes: Count.nullable(),
    persons: Count.nullable(),
  }),
});
