import { describe, expect, it } from 'vitest';
import { disputeTypeOf, keyGroupOf } from './dispute-words.js';
import { keyGroups } from './key-groups.js';

describe('dispute type of a text', () => {
  it.each([
    ['拖欠工资', 'D11'],
    ['追索劳动报酬', 'D11'],
    ['补缴社会保险费', 'D07'],
    ['工伤待遇', 'D12'],
    ['违法解除劳动合同赔偿金', 'D14'],
    ['经济补偿', 'D13'],
    ['外卖骑手被扣款', 'D25'],
    ['D1101', 'D11'],
    ['N02', 'N02'],
    ['噪音扰民', null],
    ['', null],
  ])('%s is %s', (text, code) => {
    expect(disputeTypeOf(text)).toBe(code);
  });
});

describe('key group of a text', () => {
  it.each([
    ['工地拖欠农民工工资', 'KG01'],
    ['网约配送员集体投诉', 'KG03'],
    ['怀孕女职工被辞退', null],
  ])('%s is %s', (text, code) => {
    expect(keyGroupOf(text)).toBe(code);
  });

  it('never reads a sensitive group from a text', () => {
    const sensitive = new Set(keyGroups.filter((group) => group.sensitive).map((group) => group.code));
    for (const text of ['孕产期', '未成年工', '工伤职工', '残疾职工']) {
      expect(sensitive.has(keyGroupOf(text) ?? '')).toBe(false);
    }
  });
});
