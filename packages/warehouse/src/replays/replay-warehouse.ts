import { outcomeKinds } from '@miaotou/contracts';
import { addDays, startOfDay } from '@miaotou/domain';
import { naturalPerson } from '@miaotou/engine';
import type { ReplayWarehouse } from '@miaotou/engine';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';
import type { Warehouse } from '../client/index.js';

/** People from whom on a happening is collective (调解仲裁法 §7). */
const collectiveFrom = 10;

/** One employer, kind and day once; the largest happening of a day gives the people. */
const outcomes = defineQuery({
  name: 'replays.outcomes',
  sql: `SELECT outcome AS kind, employer_id AS employer, argMax(employer_name, occurred_at) AS name,
      argMax(region, occurred_at) AS place, toString(toDate(toTimeZone(occurred_at, 'Asia/Shanghai'))) AS on_day,
      max(people) AS persons
    FROM (
      SELECT *, ifNull(persons, 1) AS people,
        multiIf(people >= {collectiveFrom:UInt32}, 'collective', kind = 'arbitration-case', 'arbitration',
          kind = 'petition', 'petition', '') AS outcome
      FROM (
        SELECT kind, occurred_at, employer_id, event_id, employer_name, region, persons, retracted FROM miaotou.events
        WHERE kind IN ('arbitration-case', 'mediation-case', 'petition', 'stoppage', 'complaint') AND employer_id != ''
          AND occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
          AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
        ORDER BY observed_at DESC, batch_id DESC, retracted, row DESC LIMIT 1 BY kind, occurred_at, employer_id, event_id)
      WHERE retracted = 0)
    WHERE outcome != '' GROUP BY outcome, employer_id, on_day ORDER BY on_day, employer_id, outcome`,
  params: z.object({ from: z.date(), to: z.date(), knownAt: z.date(), collectiveFrom: z.number() }),
  row: z.object({
    kind: z.enum(outcomeKinds),
    employer: z.string(),
    name: z.string(),
    place: z.string(),
    on_day: z.iso.date(),
    persons: z.coerce.number().int(),
  }),
});

/** What happened to employers, of which alerts may have warned. */
export function createReplayWarehouse(warehouse: Warehouse): ReplayWarehouse {
  return {
    async outcomes({ from, to, knownAt }, signal) {
      const params = { from: startOfDay(from), to: startOfDay(addDays(to, 1)), knownAt, collectiveFrom };
      const rows = await warehouse.query(outcomes, params, { signal });
      return rows.map(({ kind, employer, name, place, on_day, persons }) => ({
        kind,
        employerId: employer,
        employerName: employer.startsWith('person:') ? naturalPerson : name,
        region: place,
        on: on_day,
        persons,
      }));
    },
  };
}
