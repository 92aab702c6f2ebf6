import { z } from 'zod';
import { loadRuleBook } from '@miaotou/rules';
import { testWarehouse } from '@miaotou/testkit';
import { createRulesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { compare } from './measure.js';

const employers = 100_000;
const months = 24;
const goal = 3;
const asOf = new Date('2026-11-23T02:00:00+08:00');

const written =
  'indicator, subject_kind, subject_id, region, period, value, observed_at, layout, batch_id, row, sheet, retracted';

/** Monthly values of every employer; about two in a hundred owe contributions, lay off or shrink, and one value in a hundred was corrected or taken back. */
async function fillObservations(warehouse: Warehouse): Promise<void> {
  const values = {
    SI01: 'if(h % 100 < 2, 1 + h % 7, 0)',
    insured_headcount: 'toFloat64(5 + e % 200) * if(h % 100 < 1, 0.6, 1)',
    SI06: 'if(h % 200 = 0, 25, h % 2)',
  };
  for (const [indicator, value] of Object.entries(values)) {
    await warehouse.command(`INSERT INTO miaotou.observations (${written})
      SELECT '${indicator}', 'employer', toString(e), '445224101', addMonths(toDate('2024-11-01'), m), ${value},
        toDateTime64(addMonths(toDate('2024-12-10'), m), 3, 'UTC'), 'bench', 1, e, '', 0
      FROM (SELECT number % ${employers} AS e, intDiv(number, ${employers}) AS m, cityHash64(number, '${indicator}') AS h
            FROM numbers(${employers * months}))`);
  }
  await warehouse.command(`INSERT INTO miaotou.observations (${written})
    SELECT indicator, subject_kind, subject_id, region, period, if(h % 500 = 0, value, value + 1), addDays(observed_at, 20), layout, 2, row, '', h % 500 = 0
    FROM (SELECT *, cityHash64(subject_id, period, indicator) AS h FROM miaotou.observations) WHERE h % 100 = 0`);
  await warehouse.command(`INSERT INTO miaotou.observations (${written})
    SELECT 'TAX01', 'employer', toString(number % 5000), '445224101', addMonths(toDate('2024-10-01'), 3 * intDiv(number, 5000)), 100000,
      toDateTime64('2026-10-20', 3, 'UTC'), 'bench', 1, number, '', 0 FROM numbers(${(5_000 * months) / 3})`);
}

/** Happenings of two years, spread over the employers; one in a hundred was corrected. */
async function fillEvents(warehouse: Warehouse): Promise<void> {
  const counts = {
    complaint: 200_000,
    'arbitration-case': 50_000,
    petition: 20_000,
    opinion: 50_000,
    stoppage: 5_000,
    'tax-notice': 10_000,
  };
  for (const [kind, count] of Object.entries(counts)) {
    await warehouse.command(`INSERT INTO miaotou.events
      SELECT '${kind}', 'bench', concat('${kind}:', toString(number)), toString(h % ${employers}), '', '445224101', '',
        toDateTime('2024-11-23 00:00:00', 'UTC') + intDiv(h, 1000) % (730 * 86400) AS at, toDateTime64(at, 3, 'UTC'), 1 + h % 3, NULL,
        if(h % 5 = 0, 1, NULL), [h], map('channel', ['12345', 'inspection', 'citizen-message'][1 + h % 3], 'disputeType', concat('D', leftPad(toString(1 + h % 13), 2, '0')), 'verified', 'false', 'form', 'visit', 'level', 'county', 'sentiment', 'negative', 'reads', '10', 'noticeKind', 'arrears'),
        0, 1, number, ''
      FROM (SELECT number, cityHash64(number, '${kind}') AS h FROM numbers(${count}))`);
  }
  await warehouse.command(`INSERT INTO miaotou.events
    SELECT * REPLACE (addDays(observed_at, 3) AS observed_at, 2 AS batch_id, 12 AS persons)
    FROM miaotou.events WHERE cityHash64(event_id) % 100 = 0`);
}

/** Every column that the pass reads of either table, with what looks at each value of it. */
const needed = {
  observations:
    'subject_kind, indicator, period, subject_id, region, value, observed_at, batch_id, sheet, row, retracted',
  events:
    'kind, occurred_at, employer_id, event_id, region, persons, amount_fen, months, length(person_keys), ' +
    "length(attributes['channel']), retracted, employer_name, industry, observed_at, batch_id, sheet, row",
} as const;

/**
 * The rule book over 100,000 employers with 24 months, against one scan of every column that they need. The scan
 * looks at every row of both tables and takes the greatest of each column; the pass may skip what lies outside its
 * windows, but settles corrections, joins, judges, and brings the rows with a signal into the process.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const warehouse = await testWarehouse();
  await fillObservations(warehouse);
  await fillEvents(warehouse);
  for (const table of ['observations', 'events'])
    await warehouse.command(`OPTIMIZE TABLE miaotou.${table} FINAL`);
  const book = await loadRuleBook();
  const rules = createRulesWarehouse(warehouse);
  const { signal } = new AbortController();
  const request = {
    batchId: null,
    moments: [asOf],
    knownAt: asOf,
    covered: () => true,
    values: { freshFrom: () => null, gaps: () => [] },
    asked: [],
  };
  const of = (subject: string) => book.filter(({ file }) => file.subject === subject);
  let judged = 0;
  let hit = 0;
  const evaluate = async (): Promise<void> => {
    const people = await rules.employers({ ...request, rules: of('employer') }, signal);
    const events = await rules.events({ ...request, rules: of('event') }, signal);
    judged = people.subjects + events.subjects;
    hit = people.rows.length + events.rows.length;
  };
  const scan = async (): Promise<void> => {
    for (const [table, columns] of Object.entries(needed)) {
      const looked = columns.split(', ').map((column, at) => `max(${column}) AS m${at}`);
      await warehouse.run(`SELECT ${looked.join(', ')} FROM miaotou.${table}`, {}, z.unknown());
    }
  };
  await compare(
    { name: `${book.length} rules, ${employers} employers, ${months} months`, run: evaluate },
    { name: 'scan of the columns they need', run: scan },
    { rounds: 5, goal },
    print,
  );
  print(`${judged} subjects judged, ${hit} with a signal`);
}
