import { describe, expect, it } from 'vitest';
import { employerNameKind, headOfficeName, type EmployerNameKind } from './kind.js';

describe('a written employer is', () => {
  it.each<[string, EmployerNameKind]>([
    ['惠来县甲乙制衣有限公司', 'firm'],
    ['甲乙鞋厂', 'firm'],
    ['林记饭店', 'firm'],
    ['黄金楼', 'firm'],
    ['甲乙建设有限公司惠来分公司', 'branch'],
    ['甲乙建设有限公司惠城镇营业部', 'branch'],
    ['甲乙建设有限公司惠来安置房项目部', 'project'],
    ['陈某甲', 'person'],
    ['陳 某 甲', 'person'],
    ['欧阳某甲', 'person'],
    ['包工头林某', 'person'],
    ['王老板', 'person'],
    ['林某甲（包工头）', 'person'],
    ['王府', 'firm'],
    ['JOHN DOE', 'firm'],
  ])('%s: %s', (name, kind) => {
    expect(employerNameKind(name)).toBe(kind);
  });
});

describe('the head office of', () => {
  it.each([
    ['甲乙建设有限责任公司惠来分公司', '甲乙建设有限公司'],
    ['甲乙建设股份有限公司惠来项目部', '甲乙建设股份有限公司'],
    ['惠来大道项目部', null],
    ['甲乙建设有限公司', null],
  ])('%s is %s', (name, head) => {
    expect(headOfficeName(name)).toBe(head);
  });
});
