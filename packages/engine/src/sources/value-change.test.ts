import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '@miaotou/domain';
import type { ValueChange } from '@miaotou/contracts';
import { changedValue } from './value-change.js';

const times = (factor: 10_000 | 1_000 | 100 | 0.01 | 0.0001): ValueChange => ({ kind: 'times', factor });
const shift = (days: 1462 | -1462): ValueChange => ({ kind: 'shift-days', days });
const strip = (text: string): ValueChange => ({ kind: 'strip', text });

describe('a change of a value', () => {
  it.each<[string, ValueChange, string, string | null]>([
    ['a text becomes another', { kind: 'replace', to: '已结案' }, '已归档', '已结案'],
    ['a text that is that already does not change', { kind: 'replace', to: '甲' }, '甲', null],
    ['万元 become 元', times(10_000), '3.5', '35000'],
    ['元 become 万元', times(0.0001), '35000', '3.5'],
    ['a small number keeps its digits', times(0.0001), '1', '0.0001'],
    ['thousands marks and full-width digits are read', times(100), '１,２３４.５', '123450'],
    ['a sign stays', times(100), '-0.05', '-5'],
    ['words are no number', times(100), '约3万', null],
    ['nothing is no number', times(100), '', null],
    ['a day moves by four years and a day', shift(1462), '2022-01-01', '2026-01-02'],
    ['a day with its time keeps the time', shift(1462), '2022/1/1 08:30', '2026-01-02 08:30'],
    ['a serial moves', shift(-1462), '46023', '44561'],
    ['a day that is none stays', shift(1462), '2022-02-30', null],
    ['a text is taken out wherever it stands', strip('元'), '300元整元', '300整'],
    ['a sign that means something in a pattern is only a text', strip('.*'), 'a.*b', 'ab'],
    ['a text that is not there changes nothing', strip('元'), '300', null],
  ])('%s', (_, change, before, after) => {
    expect(changedValue(change, before)).toBe(after);
  });

  it('there and back again is where it was, to the last digit', () => {
    const amount = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 14n }), fc.nat({ max: 99 }))
      .map(
        ([whole, cents]) =>
          `${whole}${cents === 0 ? '' : `.${String(cents).padStart(2, '0').replace(/0+$/, '')}`}`,
      );
    fc.assert(
      fc.property(amount, (text) => {
        expect(changedValue(times(0.0001), changedValue(times(10_000), text) ?? '')).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const day = addDays('1970-01-01', days);
        expect(changedValue(shift(-1462), changedValue(shift(1462), day) ?? '')).toBe(day);
      }),
    );
  });
});
