import type { Cell, CheckedRow } from '@miaotou/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrears } from './arrears.js';
import { enrolment } from './enrolment.js';
import { indicatorTable } from './indicator-table.js';

const context = { receivedOn: '2026-10-12', period: '2026-09-01' };
const insurances = ['养老', '失业', '工伤', '医疗'];
const rowOf = (row: number, cells: Record<string, Cell>): CheckedRow => ({ row, sheet: '', cells });
const valuesOf = (rows: readonly CheckedRow[]): Record<string, number> =>
  Object.fromEntries(
    (arrears.map?.(rows, context).observations ?? []).map(({ indicator, value }) => [indicator, value]),
  );

describe('social-insurance arrears', () => {
  it('counts months once though four insurance types owe three months each', () => {
    const rows = insurances.flatMap((insurance, i) =>
      ['2026-07-01', '2026-08-01', '2026-09-01'].map((feePeriod, j) =>
        rowOf(2 + i * 3 + j, { insurance, feePeriod, owed: 100, lateFee: 1, insured: 40 + i }),
      ),
    );
    expect(valuesOf(rows)).toEqual({ SI01: 3, SI02: 1200, SI03: 12, SI04: 43, insured_headcount: 43 });
  });

  it('says zero months of an employer that is listed as paid up', () => {
    const paid = rowOf(2, { insurance: '养老', feePeriod: '2026-09-01', owed: 0, lateFee: 0, insured: 12 });
    expect(valuesOf([paid])).toEqual({ SI01: 0, SI02: 0, SI03: 0, SI04: 0, insured_headcount: 12 });
  });

  it('reads the insured persons from the newest month', () => {
    const rows = [
      rowOf(2, { insurance: '养老', feePeriod: '2026-05-01', owed: 9, insured: 80 }),
      rowOf(3, { insurance: '养老', feePeriod: '2026-09-01', owed: 9, insured: 30 }),
    ];
    expect(valuesOf(rows)).toMatchObject({ SI04: 80, insured_headcount: 30 });
  });

  it('leaves out what no row states', () => {
    const bare = rowOf(2, {
      insurance: '养老',
      feePeriod: '2026-09-01',
      owed: 9,
      lateFee: null,
      insured: null,
    });
    expect(valuesOf([bare])).toEqual({ SI01: 1, SI02: 9 });
  });

  it('does not depend on the order of rows', () => {
    const row = fc.record({
      insurance: fc.constantFrom(...insurances),
      feePeriod: fc.constantFrom('2026-06-01', '2026-07-01', '2026-09-01'),
      owed: fc.nat(1000),
      lateFee: fc.option(fc.nat(50)),
      insured: fc.option(fc.nat(99)),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (cells) => {
        const rows = cells.map((one, i) => rowOf(i + 2, one));
        expect(valuesOf(rows.toReversed())).toEqual(valuesOf(rows));
      }),
    );
  });
});

describe('bulk table', () => {
  it('knows the codes of its own family only', () => {
    const codes = indicatorTable.manifest.columns.find(({ field }) => field === 'indicator')?.choices ?? {};
    expect(codes).toMatchObject({ SI01: 'SI01', SI06: 'SI06', insured_headcount: 'insured_headcount' });
    expect(codes).not.toHaveProperty('TAX01');
  });

  it('names existing columns as period and value', () => {
    const fields = indicatorTable.manifest.columns.map(({ field }) => field);
    expect(fields).toContain(indicatorTable.manifest.direct?.period);
    expect(fields).toContain(indicatorTable.manifest.direct?.value);
  });
});

describe('enrolment', () => {
  const valuesFrom = (cells: Record<string, Cell>) =>
    Object.fromEntries(
      (enrolment.map?.([rowOf(4, { month: '2026-09-01', ...cells })], context).observations ?? []).map(
        ({ indicator, value }) => [indicator, value],
      ),
    );

  it.each([
    [
      'gives headcounts, leavers and the way of assessment',
      { insured: 30, left: 2, employed: 40, assessment: 'declared' },
      { insured_headcount: 30, SI06: 2, employed_headcount: 40, SI07: 0 },
    ],
    ['flags an assessment at 110 %', { assessment: 'assessed' }, { SI07: 1 }],
    ['says nothing of empty cells', { insured: null, left: null, employed: null, assessment: null }, {}],
  ])('%s', (_, cells, expected) => {
    expect(valuesFrom(cells)).toEqual(expected);
  });
});
