import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuarantineRow } from '@miaotou/contracts';
import {
  byBatch,
  cellNow,
  changedCells,
  correct,
  correctedCells,
  faultsByPlace,
  type Corrections,
} from './corrections.js';

const row = (cells: string[], at = 4, headers = ['甲', '乙', '丙']): QuarantineRow => ({
  batchId: 'b',
  fileName: 'f.csv',
  layout: 'l',
  sheet: '',
  row: at,
  headers,
  cells,
  faults: [],
  state: 'open',
  version: 1,
  since: '2026-06-01T00:00:00Z',
});
const none: Corrections = new Map();

describe('corrections', () => {
  it('changes one cell of one row and leaves the others as delivered', () => {
    const now = correct(none, row(['1', '约3万', '']), 1, '30000');
    expect(correctedCells(row(['1', '约3万', '']), now)).toEqual(['1', '30000', '']);
    expect(correctedCells(row(['1', '约3万', ''], 5), now)).toEqual(['1', '约3万', '']);
    expect(changedCells(now)).toBe(1);
  });

  it('fills a row that was delivered too short, so that cells keep their columns', () => {
    expect(correctedCells(row(['1']), none)).toEqual(['1', '', '']);
  });

  it('keeps cells beyond the header', () => {
    expect(correctedCells(row(['1', '2', '3', '4']), none)).toEqual(['1', '2', '3', '4']);
  });

  it('tells rows of different sheets apart', () => {
    const other = { ...row(['1']), sheet: '10月' };
    expect(cellNow(other, 0, correct(none, row(['1']), 0, '9'))).toBe('1');
  });

  it('tells rows of different deliveries apart, and sends each delivery its own', () => {
    const other = { ...row(['1']), batchId: 'c' };
    const now = correct(none, row(['1']), 0, '9');
    expect(cellNow(other, 0, now)).toBe('1');
    expect([...byBatch([row(['1']), other, row(['2'], 5)])].map(([id, rows]) => [id, rows.length])).toEqual([
      ['b', 2],
      ['c', 1],
    ]);
  });

  it('marks a fault at its cell, and one of several columns at each of them', () => {
    const fault = (header: string) => ({
      code: 'empty',
      field: 'f',
      header,
      value: '',
      message: { zh: '空', en: 'empty' },
    });
    const faulty = { ...row(['1', '2', '3']), faults: [fault('乙'), fault('甲、丙'), fault('不在表中')] };
    expect([...faultsByPlace(faulty)].map(([at, faults]) => [at, faults.length])).toEqual([
      [1, 1],
      [0, 1],
      [2, 1],
    ]);
  });

  it('whatever is typed, the last text stands, and typing the delivered text back is no change', () => {
    const edits = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.string({ maxLength: 3 })));
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string(), fc.string()), edits, (cells, typed) => {
        const delivered = row([...cells]);
        const wanted: string[] = [...cells];
        let now = none;
        for (const [at, text] of typed) {
          now = correct(now, delivered, at, text);
          wanted[at] = text;
        }
        expect(correctedCells(delivered, now)).toEqual(wanted);
        expect(changedCells(now)).toBe(wanted.filter((text, at) => text !== cells[at]).length);
      }),
    );
  });
});
