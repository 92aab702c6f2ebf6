import type { Cell } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { petitionLevel, petitionRegister, procedureOf } from './petition-register.js';

const base = {
  petitionNumber: 'XF2026-0012',
  registeredOn: '2026-01-20',
  form: 'visit',
  persons: 6,
  place: '熬江镇',
  content: '拖欠农民工工资',
} satisfies Record<string, Cell>;
const eventOf = (cells: Record<string, Cell>) =>
  petitionRegister.map?.([{ row: 5, sheet: '', cells }], { receivedOn: '2026-02-05', period: '2026-01-01' })
    .events[0];

describe('petition', () => {
  it('tells town, form, group and dispute type', () => {
    expect(eventOf(base)).toMatchObject({
      kind: 'petition',
      key: 'XF2026-0012',
      region: '445224112',
      persons: 6,
      attributes: { form: 'visit', level: 'county', disputeType: 'D11', keyGroup: 'KG01', status: 'open' },
    });
  });

  it.each([
    [4, null, 'false'],
    [5, null, 'true'],
    [4, true, 'true'],
    [null, null, undefined],
  ])('%s persons, register says %s: collective %s', (persons, collective, expected) => {
    expect(eventOf({ ...base, persons, collective })?.attributes['isCollective']).toBe(expected);
  });

  it.each([
    ['县信访局', 'county'],
    [null, 'county'],
    ['揭阳市信访局', 'city'],
    ['广东省信访局', 'province'],
    ['国家信访局', 'beijing'],
    ['进京访', 'beijing'],
  ] as const)('%s is level %s', (visited, level) => {
    expect(petitionLevel(visited)).toBe(level);
  });

  it('names no region for a place outside the county', () => {
    expect(eventOf({ ...base, place: '深圳市' })).not.toHaveProperty('region');
  });
});

describe('a petition’s clocks and way', () => {
  it('counts 15 and 60 days from registration, unless the register sets the limit', () => {
    expect(eventOf(base)?.attributes).toMatchObject({ toldDueOn: '2026-02-04', dueOn: '2026-03-21' });
    expect(eventOf({ ...base, dueOn: '2026-04-20' })?.attributes['dueOn']).toBe('2026-04-20');
  });

  it.each([
    ['惠来县劳动人事争议仲裁院 已转送', 'arbitration'],
    ['导入劳动保障监察程序', 'inspection'],
    ['惠来县人力资源和社会保障局 已办结', null],
  ] as const)('%s leads to %s', (words, procedure) => {
    expect(procedureOf(words)).toBe(procedure);
  });
});
