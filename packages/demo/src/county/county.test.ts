import { parseUscc, provinces } from '@miaotou/domain';
import { describe, expect, it } from 'vitest';
import { makeCounty, newestDeliveredMonth } from './county.js';
import { seasonOf } from '../ground/index.js';

const county = makeCounty({ seed: 11, employers: 1000, months: 24, until: '2026-11-23' });

describe('synthetic county', () => {
  it('gives every employer a valid code of a division that does not exist', () => {
    const known = new Set(provinces.map(({ code }) => code));
    for (const { uscc } of county.employers) {
      expect(parseUscc(uscc)).toEqual({ ok: true, uscc });
      expect(uscc.slice(2, 8)).toBe('990000');
      expect(known.has(uscc.slice(2, 4))).toBe(false);
    }
    expect(new Set(county.employers.map(({ uscc }) => uscc)).size).toBe(1000);
  });

  it('gives every employer a name of its own', () => {
    expect(new Set(county.employers.map(({ name }) => name)).size).toBe(1000);
  });

  it('tells of its months only', () => {
    expect(county.from).toBe('2024-12-01');
    expect(county.months).toHaveLength(24);
    for (const { at } of county.happenings.hotline) {
      expect(at >= county.from && at < county.until).toBe(true);
    }
  });

  it('plants ten kinds of stories, each with an employer of its own', () => {
    const kinds = new Set(county.incidents.map(({ kind }) => kind));
    expect(kinds.size).toBe(10);
    const named = county.incidents.flatMap(({ employer }) => (employer === null ? [] : [employer.uscc]));
    expect(new Set(named).size).toBe(named.length);
  });

  it('leaves planted employers out of ordinary trouble', () => {
    const rider = county.incidents.find(({ id }) => id === 'platform-riders-burst-now');
    const orders = county.happenings.hotline.filter(
      ({ employer }) => employer?.uscc === rider?.employer?.uscc,
    );
    expect(orders).toHaveLength(14);
  });

  it('is the same again for the same seed and another for another', () => {
    const again = makeCounty({ seed: 11, employers: 1000, months: 24, until: '2026-11-23' });
    expect(again).toEqual(county);
    const other = makeCounty({ seed: 12, employers: 1000, months: 24, until: '2026-11-23' });
    expect(other.employers[0]?.name).not.toBe(county.employers[0]?.name);
  });

  it.each([
    ['2026-11-23', '2026-10-01'],
    ['2026-11-09', '2026-10-01'],
    ['2026-11-08', '2026-09-01'],
    ['2026-12-31', '2026-11-01'],
  ])('until %s the newest delivered month is %s', (until, month) => {
    expect(newestDeliveredMonth(until)).toBe(month);
  });

  it.each([
    { seed: 1, employers: 99, until: '2026-11-23' },
    { seed: 1, months: 11, until: '2026-11-23' },
    { seed: 1, employers: 1.5, until: '2026-11-23' },
  ])('refuses %j', (options) => {
    expect(() => makeCounty(options)).toThrow(RangeError);
  });
});

describe('seasons', () => {
  it.each([
    ['three weeks before the Spring Festival', '2026-01-28', '2026-05-13'],
    ['before October', '2026-09-20', '2026-03-25'],
    ['on an ordinary day', '2026-04-20', '2026-02-18'],
  ])('%s more happens', (_, busy, quiet) => {
    expect(seasonOf(busy)).toBeGreaterThan(seasonOf(quiet));
  });
});
