import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { employerNameCore, isRegisteredName, normaliseEmployerName } from './name.js';

describe('normaliseEmployerName makes one name of', () => {
  it.each([
    ['both legal forms', '惠来县甲乙制衣有限责任公司', '惠来县甲乙制衣有限公司'],
    ['full-width and half-width brackets', '甲乙电子（惠来）有限公司', '甲乙电子(惠来)有限公司'],
    ['other brackets', '甲乙电子【惠来】有限公司', '甲乙电子(惠来)有限公司'],
    ['spaces of all widths', ' 甲乙　电子 有限公司\t', '甲乙电子有限公司'],
    ['letters in both cases and widths', 'ａｂｃ五金厂', 'ABC五金厂'],
    ['empty brackets, nested too', '甲乙（(）】有限公司', '甲乙有限公司'],
    ['a branch under both legal forms', '甲乙建设有限责任公司惠来分公司', '甲乙建设有限公司惠来分公司'],
    ['Latin case and punctuation', 'Hina Environmental, L.L.C.', 'HINA ENVIRONMENTAL LLC'],
    ['an ampersand and the word', 'A & B Co.', 'a and b co'],
    ['a hyphen and a space', 'Lo-Cost Builders', 'LO COST BUILDERS'],
    ['traditional and simplified characters', '惠來縣鴻發電子廠', '惠来县鸿发电子厂'],
    ['a sole trader with and without the word', '甲乙饭店（个体工商户）', '甲乙饭店'],
    ['a form written out', 'Acme Tool Company, Incorporated', 'ACME TOOL CO INC'],
    ['a limited liability company', 'Acme Limited Liability Company', 'Acme L. L. C.'],
    ['initials with and without spaces', 'G. M. Mechanical Inc', 'GM MECHANICAL INC'],
    ['an article before and behind', 'The Acme Co.', 'ACME COMPANY, THE'],
    ['a firm and its shop', 'Acme LLC d/b/a The Corner Café', 'ACME LLC'],
  ])('%s', (_, one, other) => {
    expect(normaliseEmployerName(one)).toBe(normaliseEmployerName(other));
  });

  it.each([
    ['HINA ENVIRONMENTAL, LLC.', 'HINA ENVIRONMENTAL LLC'],
    ['惠来县　甲乙（隆江）有限责任公司 ', '惠来县甲乙(隆江)有限公司'],
  ])('writes %s as %s', (name, normal) => {
    expect(normaliseEmployerName(name)).toBe(normal);
  });
});

describe('normaliseEmployerName keeps apart', () => {
  it.each([
    ['head office and branch', '甲乙建设有限公司', '甲乙建设有限公司惠来分公司'],
    ['firm and project department', '甲乙建设有限公司', '甲乙建设有限公司惠来项目部'],
    ['limited company and company limited by shares', '甲乙有限公司', '甲乙股份有限公司'],
    ['two towns in brackets', '甲乙(隆江)有限公司', '甲乙(神泉)有限公司'],
    ['two Latin names', 'ACME NORTH LLC', 'ACME SOUTH LLC'],
  ])('%s', (_, one, other) => {
    expect(normaliseEmployerName(one)).not.toBe(normaliseEmployerName(other));
  });
});

describe('normaliseEmployerName', () => {
  it('changes nothing the second time', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'甲乙有限责任公司（）()【】 　-&.,aB'.split('')) }),
      fc
        .array(
          fc.constantFrom(
            'THE',
            'L',
            'C',
            'LLC',
            'DBA',
            'D',
            'B',
            'A',
            'LIMITED',
            'LIABILITY',
            'COMPANY',
            'Acme',
            '&',
          ),
        )
        .map((words) => words.join(' ')),
      fc
        .array(fc.constantFrom('甲', '有限', '责任', '公司', '(', ')', '个体', '工商户', '個體', ' '))
        .map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (name) => {
        const once = normaliseEmployerName(name);
        expect(normaliseEmployerName(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('employerNameCore', () => {
  it.each([
    ['广东省揭阳市惠来县甲乙制衣有限公司', '甲乙制衣'],
    ['惠来甲乙制衣厂', '甲乙制衣厂'],
    ['甲乙电子（惠来）有限责任公司', '甲乙电子'],
    ['甲乙投资合伙企业(有限合伙)', '甲乙投资合伙企业'],
    ['甲乙建设有限公司惠来项目部', '甲乙建设惠来项目部'],
    ['HINA ENVIRONMENTAL, LLC.', 'HINA ENVIRONMENTAL'],
    ['The A & B Co., Inc.', 'A AND B'],
  ])('of %s is %s', (name, core) => {
    expect(employerNameCore(name)).toBe(core);
  });

  it.each([
    ['惠来县有限公司', '有限公司'],
    ['LLC', 'LLC'],
    ['惠来', '惠来'],
  ])('keeps something of %s', (name, core) => {
    expect(employerNameCore(name)).toBe(core);
  });
});

describe('a whole name of a register', () => {
  it.each([
    ['惠来县甲乙制衣有限公司', true],
    ['甲乙电子(惠来)有限公司', true],
    ['广东甲乙投资(有限合伙)', true],
    ['甲乙制衣有限公司', false],
    ['惠来甲乙制衣厂', false],
    ['ACME LLC', false],
  ])('%s: %s', (name, whole) => {
    expect(isRegisteredName(normaliseEmployerName(name))).toBe(whole);
  });
});
