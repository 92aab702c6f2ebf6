import { describe, expect, it } from 'vitest';
import { alertTiers, sourceFamilies } from '../vocabulary/index.js';
import {
  disputeTypes,
  findDisputeType,
  findIndicator,
  findResponsePlan,
  holdDays,
  indicators,
  industryTags,
  keyGroups,
  organisationKinds,
  responsePlans,
  tierServiceLevels,
} from './index.js';

const series = (prefix: string, count: number, digits = 2) =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(digits, '0')}`);

describe('indicators', () => {
  const codes = indicators.map(({ code }): string => code);
  const ofCatalogue = /^[A-Z]{2,3}\d{2}$/u;

  it('are the 45 of the catalogue, each once and in its order', () => {
    expect(codes.filter((code) => ofCatalogue.test(code))).toEqual([
      ...series('TAX', 8),
      ...series('SI', 8),
      ...series('CA', 8),
      ...series('CP', 8),
      ...series('PE', 7),
      ...series('PO', 6),
    ]);
  });

  it('name what the layouts carry besides in lower case, the headcount among it', () => {
    const others = codes.filter((code) => !ofCatalogue.test(code));
    expect(others).toContain('insured_headcount');
    expect(others.filter((code) => !/^[a-z]+(?:_[a-z]+)*$/u.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('cover all six families', () => {
    expect(new Set(indicators.map(({ family }) => family))).toEqual(new Set(sourceFamilies));
  });

  it.each([
    ['SI01', { unit: 'months', direction: 'up', frequency: 'monthly', grains: ['employer'] }],
    ['SI05', { unit: 'percent', direction: 'down' }],
    ['TAX01', { unit: 'fen', frequency: 'quarterly' }],
    ['CA05', { direction: 'down', frequency: 'weekly' }],
    ['PE07', { direction: 'none' }],
  ])('%s has its unit, grain, frequency and direction', (code, expected) => {
    expect(findIndicator(code)).toMatchObject(expected);
  });

  it('an unknown code is none', () => {
    expect(findIndicator('TAX99')).toBeNull();
  });
});

describe('code lists', () => {
  it.each([
    ['key groups', keyGroups, [...series('KG', 18), 'KG99']],
    ['industry tags', industryTags, series('IT', 12, 1)],
    ['organisation kinds', organisationKinds, series('O', 36)],
    ['response plans', responsePlans, 'ABCDEFGHIJKL'.split('').map((letter) => `RP-${letter}`)],
  ])('%s are complete and in order', (_, list, codes) => {
    expect(list.map(({ code }) => code)).toEqual(codes);
  });

  it('are bilingual throughout', () => {
    const names = [
      ...indicators,
      ...disputeTypes,
      ...keyGroups,
      ...industryTags,
      ...organisationKinds,
      ...responsePlans,
    ].map(({ name }) => name);
    const texts = [
      ...names,
      ...responsePlans.flatMap(({ steps }) => steps.flatMap(({ text, office }) => [text, office])),
      ...indicators.map((each) => each.definition),
    ];
    expect(texts.filter(({ zh, en }) => !/\p{Script=Han}/u.test(zh) || !/^[\x20-\x7E]+$/u.test(en))).toEqual(
      [],
    );
  });
});

describe('dispute types', () => {
  it('hold 26 heads and 14 sub-types', () => {
    expect(disputeTypes.filter(({ parent }) => parent === null)).toHaveLength(26);
    expect(disputeTypes.filter(({ parent }) => parent !== null)).toHaveLength(14);
  });

  it('name a listed head for every sub-type, and no code or slug twice', () => {
    const keys = disputeTypes.flatMap(({ code, slug }) => [code, slug]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(disputeTypes.filter(({ parent }) => parent !== null && findDisputeType(parent) === null)).toEqual(
      [],
    );
  });

  it.each([
    ['D07', 'social-insurance'],
    ['D11', 'remuneration'],
    ['D1101', 'unpaid-wages'],
  ])('%s is also found as %s', (code, slug) => {
    expect(findDisputeType(slug)).toBe(findDisputeType(code));
    expect(findDisputeType(code)?.slug).toBe(slug);
  });

  it.each([
    ['D01', 'labour', false],
    ['D11', 'labour', true],
    ['D0703', 'other', false],
    ['D21', 'personnel', true],
    ['N02', 'other', false],
  ])('%s goes to %s; reviewed by arbitration: %s', (code, forum, arbitrationReview) => {
    expect(findDisputeType(code)).toMatchObject({ forum, arbitrationReview });
  });
});

describe('service levels', () => {
  it.each([
    ['blue', 30],
    ['yellow', 15],
    ['orange', 30],
    ['red', null],
  ] as const)('%s is held for %s days', (tier, days) => {
    expect(holdDays(tier)).toBe(days);
  });

  it('stand for every tier and are marked as proposals', () => {
    expect(alertTiers.map((tier) => tierServiceLevels[tier])).toEqual(
      alertTiers.map((tier) => expect.objectContaining({ tier, proposed: true })),
    );
  });
});

describe('response plans', () => {
  it('each have steps', () => {
    expect(responsePlans.filter(({ steps }) => steps.length < 2)).toEqual([]);
  });

  it.each([
    ['RP-H', '社保和税费'],
    ['RP-Z', undefined],
  ])('%s', (code, zh) => {
    expect(findResponsePlan(code)?.name.zh).toBe(zh);
  });
});
