import type { Cell, CheckedRow, MappingContext } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { arrearsNotice } from './arrears-notice.js';
import { declaration } from './declaration.js';
import { interoffice } from './interoffice.js';
import { taxStatus } from './status.js';

const context: MappingContext = { receivedOn: '2026-10-15', period: '2026-07-01' };
const rowOf = (row: number, cells: Record<string, Cell>): CheckedRow => ({ row, sheet: '', cells });

describe('tax arrears notice', () => {
  const rows = [
    rowOf(3, { uscc: 'U', name: '甲公司', taxKind: '增值税', balance: 500_00, newArrears: 100_00 }),
    rowOf(4, { uscc: 'U', name: '甲公司', taxKind: '企业所得税', balance: 250_00, newArrears: null }),
  ];
  const mapped = arrearsNotice.map?.(rows, context);

  it('adds the kinds of tax of one employer up', () => {
    expect(mapped?.observations).toEqual([
      { indicator: 'TAX01', period: '2026-07-01', value: 750_00, row: 3 },
      { indicator: 'TAX02', period: '2026-07-01', value: 100_00, row: 3 },
    ]);
  });

  it('gives one notice per row, told apart by quarter and tax', () => {
    expect(mapped?.events.map(({ key, occurredAt }) => [key, occurredAt])).toEqual([
      ['2026-07-01:U:增值税', '2026-10-15'],
      ['2026-07-01:U:企业所得税', '2026-10-15'],
    ]);
  });

  it('writes no arrears that the notice does not state', () => {
    const bare = rowOf(3, { name: '乙厂', taxKind: '增值税', balance: null, newArrears: null });
    expect(arrearsNotice.map?.([bare], context).observations).toEqual([]);
  });

  it('drops the identity papers of the legal representative', () => {
    const dropped = arrearsNotice.manifest.columns.filter((column) => column.personal === 'drop');
    expect(dropped.map(({ field }) => field)).toEqual(['representative', 'idNumber']);
  });
});

describe('inter-office sheet', () => {
  it('adds the kinds of tax of one month up', () => {
    const cells = { uscc: 'U', name: '甲公司', periodFrom: '2026-08-01' };
    const mapped = interoffice.map?.(
      [
        rowOf(2, { ...cells, taxKind: '增值税', owed: 100, lateFee: 5 }),
        rowOf(3, { ...cells, taxKind: '附加税', owed: 20, lateFee: null }),
      ],
      context,
    );
    expect(mapped?.observations).toEqual([
      { indicator: 'tax_owed', period: '2026-08-01', value: 120, row: 2 },
      { indicator: 'TAX08', period: '2026-08-01', value: 5, row: 2 },
    ]);
  });
});

describe('list of taxpayers gone', () => {
  it('gives a dated notice and the flag of its month', () => {
    const mapped = taxStatus.map?.(
      [rowOf(2, { uscc: 'U', name: '甲公司', status: 'absconded', decidedOn: '2026-09-17' })],
      context,
    );
    expect(mapped?.events[0]).toMatchObject({
      kind: 'tax-notice',
      occurredAt: '2026-09-17',
      attributes: { noticeKind: 'absconded' },
    });
    expect(mapped?.observations).toEqual([{ indicator: 'TAX04', period: '2026-09-01', value: 1, row: 2 }]);
  });
});

describe('monthly returns', () => {
  const valuesOf = (cells: Record<string, Cell>) =>
    Object.fromEntries(
      (declaration.map?.([rowOf(4, { month: '2026-09-01', ...cells })], context).observations ?? []).map(
        ({ indicator, value }) => [indicator, value],
      ),
    );

  it.each([
    [
      'sales and payees',
      { sales: 900_00, payees: 12 },
      { declared_sales: 900_00, tax_payees: 12, zero_return: 0 },
    ],
    ['sales of zero are a zero return', { sales: 0 }, { declared_sales: 0, zero_return: 1 }],
    [
      'what the sheet says of it goes first',
      { sales: 0, zero: false },
      { declared_sales: 0, zero_return: 0 },
    ],
    ['an empty cell is no zero', { sales: null, payees: null }, {}],
  ])('%s', (_, cells, expected) => {
    expect(valuesOf(cells)).toEqual(expected);
  });
});
