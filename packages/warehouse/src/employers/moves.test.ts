import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { migrateWarehouse } from '../migrations/index.js';
import { createEmployersWarehouse } from './employers-warehouse.js';

let directory: string;
let warehouse: Warehouse;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-moves-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 1 });
  await migrateWarehouse(warehouse);
}, 60_000);
afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const moment = (step: number) => new Date(Date.UTC(2026, 0, 1) + step * 1_000);

interface Fact {
  readonly subject: 'A' | 'B';
  readonly slot: number;
  readonly step: number;
  readonly value: number;
  readonly retracted: boolean;
  readonly batch: number;
}
const fact = fc.record<Fact>({
  subject: fc.constantFrom('A', 'B'),
  slot: fc.integer({ min: 1, max: 3 }),
  step: fc.integer({ min: 1, max: 40 }),
  value: fc.integer({ min: 1, max: 99 }),
  retracted: fc.boolean(),
  batch: fc.integer({ min: 1, max: 3 }),
});
/** One row of a delivery is one employer's: the rows of A are even, those of B odd. */
const facts = fc
  .array(fact, { maxLength: 14 })
  .map((all) => all.map((one, index) => ({ ...one, row: index * 2 + (one.subject === 'A' ? 2 : 1) })));

let round = 0;
async function keep(all: readonly (Fact & { row: number })[], name: (subject: string) => string) {
  await warehouse.insert(
    'miaotou.observations',
    all.map(({ subject, slot, step, value, retracted, batch, row }) => ({
      indicator: 'SI01',
      subject_kind: 'employer',
      subject_id: name(subject),
      region: '445224110',
      period: `2026-0${slot}-01`,
      value,
      observed_at: moment(step),
      layout: `layout-${batch}`,
      batch_id: batch,
      row,
      sheet: '',
      retracted: retracted ? 1 : 0,
    })),
  );
  await warehouse.insert(
    'miaotou.events',
    all.map(({ subject, slot, step, value, retracted, batch, row }) => ({
      kind: 'complaint',
      layout: `layout-${batch}`,
      event_id: `${round}:${slot}`,
      employer_id: name(subject),
      employer_name: `firm ${subject}`,
      region: '445224110',
      industry: '',
      occurred_at: moment(slot),
      observed_at: moment(step),
      persons: value,
      amount_fen: null,
      months: null,
      person_keys: [String(value)],
      attributes: { said: String(value) },
      retracted: retracted ? 1 : 0,
      batch_id: batch,
      row,
      sheet: '',
    })),
  );
}

const Told = z.object({ slot: z.string(), said: z.string(), gone: z.number() });
const version = '(observed_at, batch_id, row)';
/** What stands under a subject, read as the product's own screens and rules read it. */
async function told(subject: string): Promise<unknown> {
  const values = await warehouse.run(
    `SELECT toString(period) AS slot, argMax(concat(toString(value), ' ', layout, ' ', toString(batch_id), ' ', toString(row)), ${version}) AS said,
       argMax(retracted, ${version}) AS gone
     FROM miaotou.observations WHERE subject_id = {subject:String} GROUP BY indicator, period HAVING gone = 0 ORDER BY slot`,
    { subject },
    Told,
  );
  const happenings = await warehouse.run(
    `SELECT event_id AS slot, argMax(concat(toString(persons), attributes['said'], toString(person_keys), ' ', layout, toString(row)), ${version}) AS said,
       argMax(retracted, ${version}) AS gone
     FROM miaotou.events WHERE employer_id = {subject:String} GROUP BY kind, occurred_at, event_id HAVING gone = 0 ORDER BY slot`,
    { subject },
    Told,
  );
  return { values, happenings };
}

/** Every raw row is stored here. */
const noOriginals = { lines: () => Promise.resolve(new Map<number, string>()) };

describe('rows of employers', () => {
  const employers = () => createEmployersWarehouse(warehouse, noOriginals);

  test('merged and taken back stand as before; in between all stand under one employer, the newer word of a slot first', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.boolean(), async (all, twice) => {
        round += 1;
        const own = round;
        const name = (subject: string) => `${own}-${subject}`;
        const [a, b, one] = [name('A'), name('B'), name('one')];
        await keep(all, name);
        await keep(all, () => one);
        const before = [await told(a), await told(b)];
        const move = { from: a, to: b, name: 'firm B', at: moment(100), rows: null };
        await employers().move(move);
        if (twice) await employers().move({ ...move, at: moment(101) });
        expect(await told(a)).toEqual({ values: [], happenings: [] });
        // Standing facts of either, as if they had been one from the beginning; a fact taken back under one name may
        // still stand under the other, so only slots without such rows are compared with the employer of both.
        const silent = new Set(
          all.filter(({ retracted }) => retracted).map(({ slot }) => `2026-0${slot}-01`),
        );
        const loud = ({ values }: { values: readonly { slot: string }[] }) =>
          values.filter(({ slot }) => !silent.has(slot));
        const asTold = z.object({ values: z.array(Told) });
        expect(loud(asTold.parse(await told(b)))).toEqual(loud(asTold.parse(await told(one))));

        await employers().takeBack({ from: a, to: b, movedAt: moment(100), at: moment(200), part: false });
        if (twice)
          await employers().takeBack({ from: a, to: b, movedAt: moment(100), at: moment(201), part: false });
        expect([await told(a), await told(b)]).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('split by their source rows and taken back stand as before', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (all) => {
        round += 1;
        const own = round;
        const [from, to] = [`${own}-from`, `${own}-to`];
        await keep(all, () => from);
        const before = await told(from);
        const rows = all
          .filter(({ subject }) => subject === 'A')
          .map(({ batch, row }) => ({ batchId: batch, sheet: '', row }));
        await employers().move({ from, to, name: 'new', at: moment(100), rows });
        const left = await warehouse.run(
          `SELECT DISTINCT toString(its_row % 2) AS parity FROM (SELECT argMax(row, ${version}) AS its_row, argMax(retracted, ${version}) AS gone
             FROM miaotou.observations WHERE subject_id = {from:String} GROUP BY indicator, period) WHERE gone = 0`,
          { from },
          z.object({ parity: z.string() }),
        );
        expect(left.every(({ parity }) => parity === '1')).toBe(true);
        await employers().takeBack({ from, to, movedAt: moment(100), at: moment(200), part: true });
        expect(await told(to)).toEqual({ values: [], happenings: [] });
        expect(await told(from)).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('are counted before they are moved, and found by when they became known', async () => {
    round += 1;
    const row = { slot: 1, step: 1, value: 1, retracted: false, batch: 77 };
    await keep(
      [
        { ...row, subject: 'A', row: 2 },
        { ...row, subject: 'B', slot: 2, row: 3 },
      ],
      (subject) => `n-${subject}`,
    );
    await keep([{ ...row, subject: 'B', step: 2, row: 5 }], (subject) => `n-${subject}`);
    expect(await employers().standing('n-A', 'n-B')).toEqual({ observations: 1, events: 1, shared: 2 });
    await warehouse.insert('miaotou.raw_rows', [{ batch_id: 77, sheet: '', row: 5, cells: ['甲乙厂', '1'] }]);
    expect(await employers().sourceRows('n-B', moment(1), 10)).toEqual([
      { batchId: 77, sheet: '', row: 5, cells: ['甲乙厂', '1'] },
    ]);
    expect(await employers().sourceRows('n-B', moment(2), 10)).toEqual([]);
  });

  test('are told to share a person by a keyed number of the same kind in reports that stand', async () => {
    const report = (employer: string, id: string, attributes: Record<string, string>, retracted = 0) => ({
      kind: 'complaint',
      layout: 'test',
      event_id: id,
      employer_id: employer,
      employer_name: employer,
      region: '',
      industry: '',
      occurred_at: moment(0),
      observed_at: moment(retracted),
      persons: 1,
      amount_fen: null,
      months: null,
      person_keys: [],
      attributes,
      retracted,
      batch_id: 5,
      row: 1,
    });
    await warehouse.insert('miaotou.events', [
      report('p-pending', 'p1', { phoneKey: '7', idKey: '8' }),
      report('p-phone', 'p2', { phoneKey: '7' }),
      report('p-identity', 'p3', { idKey: '8' }),
      report('p-other-kind', 'p4', { idKey: '7', phoneKey: '8' }),
      report('p-nobody', 'p5', { idKey: '', phoneKey: '' }),
      report('p-gone', 'p6', { phoneKey: '7' }),
      report('p-gone', 'p6', { phoneKey: '7' }, 1),
    ]);
    const asked = ['p-phone', 'p-identity', 'p-other-kind', 'p-nobody', 'p-gone'];
    expect(await employers().samePerson(['p-pending'], asked)).toEqual([
      { subject: 'p-pending', employer: 'p-identity' },
      { subject: 'p-pending', employer: 'p-phone' },
    ]);
    expect(await employers().samePerson([], asked)).toEqual([]);
  });
});
