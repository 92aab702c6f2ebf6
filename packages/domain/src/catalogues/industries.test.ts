import { describe, expect, test } from 'vitest';
import { industryClasses } from './industry-classes.js';
import { findIndustry, industriesAgree } from './index.js';

describe('an industry', () => {
  test.each([
    ['a section', 'E', 'E', '建筑业'],
    ['a division with its section', 'E47', 'E47', '房屋建筑业'],
    ['a division alone', '47', 'E47', '房屋建筑业'],
    ['a class, full width', 'Ｃ１８１１', 'C1811', '运动机织服装制造'],
    ['a code before its name', 'C18 纺织服装、服饰业', 'C18', '纺织服装、服饰业'],
    ['a name', '餐饮业', 'H62', '餐饮业'],
    ['a name without its last word', '餐饮', 'H62', '餐饮业'],
    ['a name with other signs', '纺织服装,服饰业', 'C18', '纺织服装、服饰业'],
    ['a name that a division and its class share: the wider', '房地产业', 'K', '房地产业'],
    ['a word of the offices', '石化检维修', 'C43', '金属制品、机械和设备修理业'],
    ['the same as a trade', '水产加工行业', 'C136', '水产品加工'],
  ])('is known by %s', (_, text, code, name) => {
    expect(findIndustry(text)).toEqual({ code, name });
  });

  test.each(['', '无', '某某公司', '99', 'Z', 'E99', 'E47 餐饮业', '5', '3人', '拖欠工资的建筑工地'])(
    'is not known by “%s”',
    (text) => {
      expect(findIndustry(text)).toBeNull();
    },
  );

  test.each([
    ['E', 'E47', true],
    ['E47', 'E', true],
    ['C17', 'C18', false],
    ['C1811', 'C1811', true],
  ])('%s and %s can be of one employer: %s', (a, b, agree) => {
    expect(industriesAgree({ code: a, name: '' }, { code: b, name: '' })).toBe(agree);
  });

  test('every entry of the standard is found by its code and states a section that is there', () => {
    const codes = Object.entries(industryClasses).flatMap(([letter, classes]) =>
      [...classes.matchAll(/(\d{2,4})\S+/gu)].map(([, digits = '']) => `${letter}${digits}`),
    );
    expect(codes).toHaveLength(97 + 473 + 1381);
    expect(codes.filter((code) => findIndustry(code)?.code !== code)).toEqual([]);
    expect(codes.filter((code) => findIndustry(code.slice(1))?.code !== code)).toEqual([]);
  });
});
