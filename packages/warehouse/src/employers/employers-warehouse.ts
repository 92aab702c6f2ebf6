import type { EmployerWarehouse, SourcePlace } from '@miaotou/engine';
import { z } from 'zod';
import type { Warehouse } from '../client/index.js';
import { forgetIdentities, rawRowsAt } from '../sources/index.js';
import type { Originals } from '../sources/index.js';
import {
  chosenRows,
  copyStanding,
  countStanding,
  events,
  factTables,
  observations,
  originsOf,
  settleWithout,
  subjectsStanding,
} from './move-sql.js';

const Count = z.coerce.number();
const Standing = z.object({ standing: Count, shared: Count });
const Subject = z.object({ subject: z.string() });
const Place = z.object({ batchId: z.coerce.number(), sheet: z.string(), row: z.number() });

const placed = (rows: readonly SourcePlace[]) => ({
  batches: rows.map(({ batchId }) => batchId),
  sheets: rows.map(({ sheet }) => sheet),
  rows: rows.map(({ row }) => row),
});

const rowsOf = `SELECT DISTINCT batch_id AS batchId, sheet, row FROM (
    SELECT batch_id, sheet, row FROM miaotou.observations
    WHERE subject_kind = 'employer' AND subject_id = {subject:String} AND observed_at > {since:DateTime64(3, 'UTC')}
    UNION DISTINCT SELECT batch_id, sheet, row FROM miaotou.events
    WHERE employer_id = {subject:String} AND observed_at > {since:DateTime64(3, 'UTC')}
  ) WHERE row > 0 ORDER BY batchId, sheet, row LIMIT {limit:UInt32}`;

const Pair = z.object({ subject: z.string(), employer: z.string() });
/** Keyed numbers of those who complain of subjects, in reports that stand. */
const marksOf = (parameter: string): string => `SELECT DISTINCT employer_id, mark FROM (
    SELECT employer_id, argMax((retracted, [('person', attributes['idKey']), ('phone', attributes['phoneKey'])]), (observed_at, batch_id, row)) AS told
    FROM miaotou.events WHERE employer_id IN {${parameter}:Array(String)} GROUP BY kind, occurred_at, employer_id, event_id
  ) ARRAY JOIN told.2 AS mark WHERE told.1 = 0 AND mark.2 != ''`;
const pairsOfOnePerson = `SELECT DISTINCT one.employer_id AS subject, other.employer_id AS employer
  FROM (${marksOf('subjects')}) AS one INNER JOIN (${marksOf('employers')}) AS other USING (mark)
  ORDER BY subject, employer`;

/** Rows of employers in the warehouse: counted, moved and taken back, each time by newer rows. */
export function createEmployersWarehouse(warehouse: Warehouse, originals: Originals): EmployerWarehouse {
  const each = async (work: (table: (typeof factTables)[number]) => Promise<void>): Promise<void> => {
    for (const table of factTables) await work(table);
  };
  // Whoever is written in a way that was settled as one of them is settled anew when it comes again.
  const forget = (...subjects: string[]): Promise<void> => warehouse.command(forgetIdentities, { subjects });
  return {
    async standing(from, to) {
      const [values] = await warehouse.run(countStanding(observations), { from, to }, Standing);
      const [happenings] = await warehouse.run(countStanding(events), { from, to }, Standing);
      return {
        observations: values?.standing ?? 0,
        events: happenings?.standing ?? 0,
        shared: (values?.shared ?? 0) + (happenings?.shared ?? 0),
      };
    },

    async stillStanding(subjects) {
      const found = new Set<string>();
      for (const table of factTables) {
        const rows = await warehouse.run(subjectsStanding(table), { subjects: [...subjects] }, Subject);
        for (const { subject } of rows) found.add(subject);
      }
      return [...found];
    },

    async samePerson(subjects, employers) {
      if (subjects.length === 0 || employers.length === 0) return [];
      const params = { subjects: [...subjects], employers: [...employers] };
      return warehouse.run(pairsOfOnePerson, params, Pair);
    },

    sourceRows: async (subject, since, limit) =>
      rawRowsAt(warehouse, originals, await warehouse.run(rowsOf, { subject, since, limit }, Place)),

    // The new place first and the old one last: a stop in between leaves the old rows, and the next run does it again.
    async move({ from, to, name, at, rows }) {
      const params = { from, to, name, at, ...placed(rows ?? []) };
      const which = rows === null ? 'true' : chosenRows;
      // A value is always somebody's; an event may be known without its employer.
      await each(async (table) => {
        if (to !== '' || table === events) await warehouse.command(copyStanding(table, which), params);
      });
      await each((table) => warehouse.command(settleWithout(table, 'from', which), params));
      await forget(from, to);
    },

    async takeBack({ from, to, movedAt, at, part }) {
      const params = { from, to, movedAt, at };
      const since = "{movedAt:DateTime64(3, 'UTC')}";
      const marks = part ? `observed_at = ${since}` : `observed_at >= ${since} AND retracted = 1`;
      await each((table) => warehouse.command(settleWithout(table, 'from', marks), params));
      await each((table) =>
        warehouse.command(
          settleWithout(
            table,
            'to',
            `observed_at >= ${since} AND (batch_id, sheet, row) IN (${originsOf(table)})`,
          ),
          params,
        ),
      );
      await forget(from, to);
    },
  };
}
