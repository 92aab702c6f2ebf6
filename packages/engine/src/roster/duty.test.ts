import { addDays, isWorkday, startOfDay } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDays } from '@miaotou/contracts';
import { onDuty, postsFor, presentAt } from './duty.js';
import type { DutyTable, Leave, Post, Shift } from './duty.js';

const shift = (patch: Partial<Shift> = {}): Shift => ({
  id: 1,
  postId: 1,
  personId: 'li',
  substituteId: null,
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  fromMinute: 510,
  untilMinute: 1_080,
  firstDay: '2026-01-01',
  lastDay: null,
  ...patch,
});
const table = (shifts: readonly Shift[], leaves: readonly Leave[] = []): DutyTable => ({
  posts: [],
  shifts,
  leaves,
});
const at = (text: string): Date => new Date(`${text}:00+08:00`);
const who = (text: string, own: DutyTable): string[] =>
  onDuty(1, at(text), own).map(({ personId }) => personId);
const leave = (personId: string, substituteId: string | null): Leave => ({
  id: 1,
  personId,
  substituteId,
  from: at('2026-11-23T00:00'),
  until: at('2026-11-24T00:00'),
  reason: 'x',
});

describe('who is on duty', () => {
  const holiday = shift({ personId: 'wang', days: ['holiday', 'sat', 'sun'], fromMinute: 0, untilMinute: 0 });
  const night = shift({ personId: 'chen', fromMinute: 1_080, untilMinute: 510 });
  it.each([
    ['on a working day within the hours', '2026-11-23T09:00', [shift()], ['li']],
    ['the end of a shift is no part of it', '2026-11-23T18:00', [shift()], []],
    ['a night shift runs over midnight', '2026-11-24T03:00', [night], ['chen']],
    ['and hands over to the day shift', '2026-11-24T08:30', [night, shift()], ['li']],
    ['a holiday on a weekday is not worked like one', '2026-10-01T09:00', [shift(), holiday], ['wang']],
    ['without holiday shifts it is a Sunday', '2026-10-01T09:00', [shift()], []],
    ['a make-up Saturday is worked like a Monday', '2026-10-10T09:00', [shift()], ['li']],
    [
      'unless somebody is named for make-up days',
      '2026-10-10T09:00',
      [shift(), shift({ personId: 'zhou', days: ['make-up'] })],
      ['zhou'],
    ],
    ['not before the first day', '2026-11-23T09:00', [shift({ firstDay: '2026-11-24' })], []],
    ['not after the last day', '2026-11-23T09:00', [shift({ lastDay: '2026-11-20' })], []],
  ] as const)('%s', (_, moment, shifts, expected) => {
    expect(who(moment, table(shifts))).toEqual(expected);
  });

  it.each([
    ['who stands in for a leave', [leave('li', 'wu')], 'wu'],
    ['the shift’s substitute where the leave names nobody', [leave('li', null)], 'sub'],
    ['the substitute’s substitute', [leave('li', 'wu'), leave('wu', 'he')], 'he'],
    [
      'nobody, where people stand in for each other in a circle',
      [leave('li', 'wu'), leave('wu', 'li')],
      null,
    ],
  ] as const)('%s', (_, leaves, expected) => {
    expect(presentAt('li', 'sub', at('2026-11-23T09:00'), leaves)).toBe(expected);
  });

  const people = fc.constantFrom('a', 'b', 'c');
  const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-01-01', n));
  const anyShift = fc
    .record({
      personId: people,
      days: fc.uniqueArray(fc.constantFrom(...shiftDays), { minLength: 1 }),
      fromMinute: fc.integer({ min: 0, max: 1_439 }),
      untilMinute: fc.integer({ min: 0, max: 1_439 }),
    })
    .map((patch) => shift(patch));

  it('is within the hours of the shift that is named, and never on leave', () => {
    fc.assert(
      fc.property(
        fc.array(anyShift, { maxLength: 6 }),
        days,
        fc.integer({ min: 0, max: 1_439 }),
        people,
        (shifts, day, minute, away) => {
          const moment = new Date(startOfDay(day).getTime() + minute * 60_000);
          const leaves = [
            { ...leave(away, null), from: startOfDay(day), until: startOfDay(addDays(day, 1)) },
          ];
          for (const duty of onDuty(1, moment, table(shifts, leaves))) {
            expect(duty.from <= moment && moment < duty.until).toBe(true);
            expect(duty.personId).not.toBe(away);
          }
        },
      ),
    );
  });

  it('is somebody at every moment where every kind of day is covered round the clock', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 1_439 }),
        fc.integer({ min: 0, max: 1_439 }),
        (day, minute, change) => {
          // The shift that began the evening before covers the first morning.
          const firstDay = '2025-12-31';
          const round = [shift({ days: shiftDays, fromMinute: change, untilMinute: change, firstDay })];
          const moment = new Date(startOfDay(day).getTime() + minute * 60_000);
          expect(onDuty(1, moment, table(round)).map(({ personId }) => personId)).toEqual(['li']);
        },
      ),
    );
  });

  it('is nobody on days off where only working days are covered', () => {
    fc.assert(
      fc.property(days, (day) => {
        const moment = new Date(startOfDay(day).getTime() + 10 * 3_600_000);
        expect(onDuty(1, moment, table([shift()])).length > 0).toBe(isWorkday(day));
      }),
    );
  });
});

describe('which post answers', () => {
  const post = (id: number, patch: Partial<Post> = {}): Post => ({
    id,
    name: String(id),
    level: 'duty',
    regions: [],
    industries: [],
    disputeTypes: [],
    minTier: 'blue',
    ...patch,
  });
  const wanted = { region: '445224100', tier: 'yellow', industries: ['E47'], disputeTypes: ['D11'] } as const;
  it.each([
    ['one for everything', [post(1)], [1]],
    ['one of the town before one of the county', [post(1), post(2, { regions: ['445224100'] })], [2]],
    ['one of the trade, by its section', [post(1), post(2, { industries: ['E'] })], [2]],
    ['none of another town', [post(1, { regions: ['445224101'] })], []],
    ['none that takes only graver tiers', [post(1, { minTier: 'orange' })], []],
    ['all that fit equally well', [post(1), post(2)], [1, 2]],
  ])('%s', (_, posts, expected) => {
    expect(postsFor('duty', wanted, posts).map(({ id }) => id)).toEqual(expected);
  });
});
