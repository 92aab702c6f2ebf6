import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, chinaCalendar, isWorkday, workCalendar } from '../calendar/index.js';
import { datedCases } from './dated-cases.fixture.js';
import {
  aidComesFirst,
  clockActors,
  clockCatalogue,
  clockCodes,
  clockInForce,
  clocksOf,
  countBackwards,
  countForwards,
  filedInTime,
  limitationDefence,
  limitationOf,
  periodText,
  reinstatementDue,
} from './index.js';
import type { ClockCode, MatterEvent, MatterEventKind } from './index.js';

const dueOf = (code: ClockCode, start: string): string => {
  const found = clockInForce(code, start);
  if (found === null || found.length === null || found.unit === 'hours')
    throw new Error(`${code} has no length`);
  return found.backwards
    ? countBackwards(start, found.length, chinaCalendar).due
    : countForwards(start, { length: found.length, unit: found.unit }, chinaCalendar).due;
};

const known = new Date('2025-01-01T00:00:00Z');
const event = (kind: MatterEventKind, on: string, more: Partial<MatterEvent> = {}): MatterEvent => ({
  id: `${kind}-${on}`,
  kind,
  proceeding: 'p1',
  on,
  knownAt: known,
  ...more,
});
const at = (day: string) => new Date(`${day}T04:00:00Z`);
const one = (code: ClockCode, events: readonly MatterEvent[], now: string) => {
  const found = clocksOf(events, chinaCalendar, at(now)).find((each) => each.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
};

describe('dated cases', () => {
  it.each(datedCases)('%s, %s from %s ends %s', (_, code, start, due) => {
    expect(dueOf(code, start)).toBe(due);
  });
});

describe('the catalogue', () => {
  it('has every code once, and what follows from a clock', () => {
    expect(clockCatalogue.map(({ code }) => code).toSorted()).toEqual([...clockCodes].toSorted());
  });

  it('is what docs/clocks.md says', () => {
    const lines = clockCatalogue.map((each) =>
      [
        `\`${each.code}\``,
        each.name.zh,
        periodText(each.length, each.unit).zh + (each.backwards ? '前' : ''),
        each.extendable === null ? '约定' : each.extendable === 0 ? '' : `+${each.extendable}`,
        `\`${each.trigger}\``,
        clockActors[each.who].zh,
        each.missed?.zh ?? '',
        each.article,
        each.source,
        each.effectiveFrom,
      ].join(' | '),
    );
    const squeeze = (text: string) => text.replaceAll(/[ ]+/gu, ' ');
    const document = squeeze(readFileSync(new URL('../../../../docs/clocks.md', import.meta.url), 'utf8'));
    for (const line of lines) expect(document).toContain(squeeze(line));
  });
});

describe('counting', () => {
  const day = fc.nat(700).map((n) => addDays('2025-01-01', n));
  const unit = fc.constantFrom('working-days', 'calendar-days', 'months', 'years');

  it('never ends on a day off, and a longer period or a later start never ends sooner', () => {
    fc.assert(
      fc.property(day, fc.nat(5), unit, fc.nat(30), fc.nat(9), (start, length, kind, late, more) => {
        const { due } = countForwards(start, { length, unit: kind }, chinaCalendar);
        expect(isWorkday(due)).toBe(true);
        const longer = countForwards(start, { length: length + more, unit: kind }, chinaCalendar);
        const later = countForwards(addDays(start, late), { length, unit: kind }, chinaCalendar);
        expect(longer.due >= due && later.due >= due).toBe(true);
      }),
    );
  });

  it('moves by exactly the days that were stopped, before the last day rolls', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 39 }),
        fc.integer({ min: 1, max: 60 }),
        (start, after, days) => {
          const from = addDays(start, after + 1);
          const gap = { from, to: addDays(from, days - 1) };
          const counted = countForwards(start, { length: 45, unit: 'calendar-days' }, chinaCalendar, [gap]);
          expect(counted.before).toBe(addDays(start, 45 + days));
          expect(counted.excluded).toBe(days);
        },
      ),
    );
  });

  it('marks a year without notice as provisional and counts without make-up days', () => {
    const none = workCalendar([]);
    // Saturday 10 October 2026 is worked by the notice; without it the fifth working day after the 5th is the 12th.
    expect(countForwards('2026-10-05', { length: 5, unit: 'working-days' }, none)).toMatchObject({
      due: '2026-10-12',
      provisional: true,
    });
  });

  it('takes the day of posting, and gives ten days after an obstacle', () => {
    expect(filedInTime({ receivedOn: '2026-03-09', postedOn: '2026-03-06' }, '2026-03-06')).toBe(true);
    expect(filedInTime({ receivedOn: '2026-03-09', postedOn: null }, '2026-03-06')).toBe(false);
    expect(reinstatementDue('2026-02-10', chinaCalendar).due).toBe('2026-02-24');
  });
});

describe('clocks of a matter', () => {
  const accepted = event('arbitration-accepted', '2026-01-20');
  const stay = { approver: '仲裁院负责人', reason: { zh: '等待工伤认定', en: 'work-injury finding' } };
  const stopped = [accepted, event('stayed', '2026-02-02', stay), event('resumed', '2026-02-09')];

  it('tell why: seven days of stay', () => {
    const clock = one('ARB_DECIDE', stopped, '2026-02-12');
    expect(clock).toMatchObject({ originalDue: '2026-03-06', due: '2026-03-13', state: 'running' });
    expect(clock.pauses).toEqual([{ from: '2026-02-02', to: '2026-02-08', ...stay }]);
    expect(clock.why).toEqual({
      zh: '自2026-01-20起45日，首日不计，至2026-03-13届满；停止计算7日（等待工伤认定）',
      en: '45 calendar days from 2026-01-20, first day not counted, ends 2026-03-13; 7 days stopped (work-injury finding)',
    });
  });

  it.each<[string, readonly MatterEvent[], object]>([
    [
      '办案规则46(1): a party is added',
      [event('party-added', '2026-02-02')],
      { due: '2026-03-19', countedFrom: '2026-02-02' },
    ],
    [
      '办案规则61: ordinary procedure does not reset',
      [event('converted-to-ordinary', '2026-02-02')],
      { due: '2026-03-06' },
    ],
    [
      '调解仲裁法43: fifteen days more',
      [event('term-extended', '2026-03-01', { clock: 'ARB_DECIDE', length: 15 })],
      { due: '2026-03-23' },
    ],
    [
      'never more than fifteen',
      [event('term-extended', '2026-03-01', { clock: 'ARB_DECIDE', length: 40 })],
      { extendedBy: 15 },
    ],
    [
      'kept by the award',
      [event('award-made', '2026-03-05', { paper: '裁决书1号' })],
      { state: 'met', satisfied: { on: '2026-03-05', paper: '裁决书1号' } },
    ],
    ['kept too late', [event('award-made', '2026-03-09')], { state: 'met-late' }],
    ['withdrawn', [event('withdrawn', '2026-02-09')], { state: 'ended', satisfied: null }],
    ['nobody acted', [], { state: 'overdue' }],
    ['stopped until now', [event('stayed', '2026-02-02', stay)], { state: 'stopped' }],
  ])('%s', (_, more, expected) => {
    expect(one('ARB_DECIDE', [accepted, ...more], '2026-03-25')).toMatchObject({
      originalDue: '2026-03-06',
      ...expected,
    });
  });

  it('are the same in whatever order events arrive, and twice', () => {
    const straight = clocksOf(stopped, chinaCalendar, at('2026-03-01'));
    fc.assert(
      fc.property(fc.shuffledSubarray([...stopped, ...stopped], { minLength: 6 }), (mixed) => {
        expect(clocksOf(mixed, chinaCalendar, at('2026-03-01'))).toEqual(straight);
      }),
    );
  });

  it('leave out what is not known yet', () => {
    const late = event('party-added', '2026-02-02', { knownAt: at('2026-02-20') });
    expect(one('ARB_DECIDE', [accepted, late], '2026-02-10').due).toBe('2026-03-06');
    expect(one('ARB_DECIDE', [accepted, late], '2026-02-21').due).toBe('2026-03-19');
  });

  it('keep the original due day when the calendar changes', () => {
    const before = clocksOf([accepted], workCalendar([]), at('2026-02-01'));
    const served = clocksOf(
      [event('arbitration-accepted', '2026-02-11')],
      workCalendar([]),
      at('2026-02-12'),
    );
    const again = clocksOf(
      [event('arbitration-accepted', '2026-02-11')],
      chinaCalendar,
      at('2026-02-12'),
      served,
    );
    expect(before.every(({ provisional }) => provisional)).toBe(true);
    expect(again.find(({ code }) => code === 'ARB_SERVE')).toMatchObject({
      originalDue: '2026-02-18',
      due: '2026-02-25',
    });
  });
});

describe('limitation of a claim item', () => {
  const wages = { item: '工资', kind: 'wages', knownOn: '2024-03-01', employmentEndedOn: null } as const;
  const ordinary = {
    item: '经济补偿',
    kind: 'ordinary',
    knownOn: '2025-03-03',
    employmentEndedOn: null,
  } as const;

  it('does not run for wages while the employment lasts, and for a year from its end', () => {
    expect(limitationOf(wages, [], [], chinaCalendar)).toMatchObject({
      due: null,
      reason: 'employment-goes-on',
    });
    const ended = { ...wages, employmentEndedOn: '2025-06-30' };
    expect(limitationOf(ended, [], [], chinaCalendar).due).toBe('2026-06-30');
  });

  it('begins again at an interruption in time, and not at one too late', () => {
    const acts = [
      { on: '2026-12-01', kind: 'lawsuit-filed' },
      { on: '2025-09-01', kind: 'complaint-to-authority' },
    ] as const;
    const told = limitationOf(ordinary, acts, [], chinaCalendar);
    expect(told).toMatchObject({ originalDue: '2026-03-03', startedOn: '2025-09-01', due: '2026-09-01' });
    expect(told.interruptions.map(({ outcome }) => outcome)).toEqual(['restarted', 'after-it-had-ended']);
  });

  it('moves by a suspension', () => {
    const gap = { from: '2025-05-01', to: '2025-05-10' };
    expect(limitationOf(ordinary, [], [gap], chinaCalendar)).toMatchObject({
      due: '2026-03-13',
      suspendedDays: 10,
    });
  });

  it('is heard when raised in arbitration, in court only with new evidence', () => {
    const raised = { inArbitrationOn: null, inCourtOn: '2026-05-06', newEvidence: false };
    expect(limitationDefence(raised).reason).toBe('too-late');
    expect(limitationDefence({ ...raised, newEvidence: true }).reason).toBe('new-evidence');
    expect(aidComesFirst('2026-03-07', '2026-03-01')).toBe(true);
    expect(aidComesFirst('2026-03-08', '2026-03-01')).toBe(false);
  });
});
