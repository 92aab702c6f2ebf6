import type { FrozenLevels } from '@miaotou/contracts';
import { alertTiers, escalationLevels, incidentSteps, roles, unsignedStates } from '@miaotou/domain';
import type { AlertTier, ClockKind, EscalationLevel, IncidentState, IncidentStep } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetClock, runs, startClock, stopClock, tightenClock } from './clock.js';
import type { Clock } from './clock.js';
import { climb } from './ladder.js';
import { dueAfter, freezeLevels, shippedLevels, spanText } from './levels.js';
import { decideStep, stepsFor } from './machine.js';
import type { Actor, Circumstances, StepContent } from './machine.js';

const start = new Date('2026-11-23T10:00:00+08:00');
const levelsOf = (tier: AlertTier): FrozenLevels => freezeLevels(tier, shippedLevels(tier), false);

describe('when a span is over', () => {
  it.each([
    ['minutes run by the clock', { amount: 30, unit: 'minute' }, '2026-11-23T10:30:00+08:00'],
    ['hours run through the night', { amount: 24, unit: 'hour' }, '2026-11-24T10:00:00+08:00'],
    ['the same day ends at midnight', { amount: 0, unit: 'workday' }, '2026-11-24T00:00:00+08:00'],
    ['one working day ends with the next one', { amount: 1, unit: 'workday' }, '2026-11-25T00:00:00+08:00'],
    ['working days pass over the weekend', { amount: 5, unit: 'workday' }, '2026-12-01T00:00:00+08:00'],
  ] as const)('%s', (_, span, expected) => {
    expect(dueAfter(start, span).at).toEqual(new Date(expected));
  });

  it('working days pass over a holiday and count a make-up Saturday', () => {
    const before = new Date('2026-09-30T10:00:00+08:00');
    // 1 to 7 October are off, 8 and 9 are worked, and Saturday the 10th is made up.
    expect(dueAfter(before, { amount: 3, unit: 'workday' }).at).toEqual(
      new Date('2026-10-11T00:00:00+08:00'),
    );
  });

  it('says whether next year’s holidays are still unknown', () => {
    const { provisional } = dueAfter(new Date('2030-12-30T10:00:00+08:00'), { amount: 3, unit: 'workday' });
    expect(provisional).toBe(true);
  });

  it('is told in words', () => {
    expect(spanText({ amount: 0, unit: 'workday' }).zh).toBe('当日');
    expect(spanText({ amount: 168, unit: 'hour' }).zh).toBe('7天');
  });
});

/** One incident under random steps of random people and clocks that run out. */
interface World {
  readonly at: Circumstances;
  readonly level: EscalationLevel;
  readonly clocks: readonly Clock[];
  readonly now: Date;
}

const content: StepContent = { note: 'x', verdict: 'true', tier: 'blue', to: 'c', matter: 'M1' };

function stepped(world: World, step: IncidentStep, actor: Actor, levels: FrozenLevels): World {
  const decision = decideStep(step, world.at, actor, content);
  if (!decision.ok) return world;
  const { meets, stops, begins } = decision;
  const turned = world.clocks.map((clock) =>
    runs(clock) && meets.includes(clock.kind)
      ? meetClock(clock, world.now)
      : runs(clock) && stops.includes(clock.kind)
        ? stopClock(clock, world.now)
        : clock,
  );
  const left = new Set<ClockKind>(turned.filter(runs).map(({ kind }) => kind));
  const fresh = begins.flatMap((kind) => (left.has(kind) ? [] : (startClock(kind, world.now, levels) ?? [])));
  const ends = ['resolve', 'hand-to-matter', 'dismiss'].includes(step);
  return {
    ...world,
    clocks: [...turned, ...fresh],
    at: {
      ...world.at,
      state: decision.to,
      holderId:
        decision.holder === 'actor' ? actor.id : decision.holder === 'nobody' ? null : world.at.holderId,
      endedBy: ends ? actor.id : step === 'reopen' ? null : world.at.endedBy,
      offerTo: step === 'offer' ? 'c' : step === 'take' || step === 'decline' ? null : world.at.offerTo,
    },
  };
}

function ranOut(world: World, levels: FrozenLevels): World {
  const due = world.clocks.filter(runs).toSorted((a, b) => Number(a.nextAt) - Number(b.nextAt));
  const [first] = due;
  if (first?.nextAt === undefined || first.nextAt === null) return world;
  const now = first.nextAt > world.now ? first.nextAt : world.now;
  const step = climb({ state: world.at.state, level: world.level }, first, levels, now);
  const rest = world.clocks.filter((clock) => clock !== first);
  return {
    now,
    level: step.level,
    clocks: [
      ...rest.map((clock) => (step.released && runs(clock) ? stopClock(clock, now) : clock)),
      step.clock,
      ...(step.begins === null ? [] : [step.begins]),
    ],
    at: { ...world.at, state: step.state, holderId: step.released ? null : world.at.holderId },
  };
}

/** Mostly two leaders, who may do nearly everything, so that walks go deep. */
const actors = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ id: fc.constantFrom('a', 'b'), role: fc.constant('leader' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), role: fc.constantFrom(...roles) }),
  },
);
const moves = fc.array(
  fc.oneof(
    fc.record({ step: fc.constantFrom(...incidentSteps), actor: actors }),
    fc.constant('clock' as const),
  ),
  { maxLength: 40 },
);

function walk(
  tier: AlertTier,
  done: readonly ('clock' | { readonly step: IncidentStep; readonly actor: Actor })[],
): World[] {
  const levels = levelsOf(tier);
  const sign = startClock('sign', start, levels);
  let world: World = {
    at: { state: 'created', tier, holderId: null, endedBy: null, offerTo: null, technical: false, lacks: [] },
    level: 'duty',
    clocks: sign === null ? [] : [sign],
    now: start,
  };
  const worlds = [world];
  for (const move of done) {
    world = move === 'clock' ? ranOut(world, levels) : stepped(world, move.step, move.actor, levels);
    worlds.push(world);
  }
  return worlds;
}

const isUnsigned = (state: IncidentState) => unsignedStates.some((one) => one === state);
const rank = (level: EscalationLevel) => escalationLevels.indexOf(level);
const anybody: readonly Actor[] = roles.flatMap((role) => ['a', 'b', 'z'].map((id) => ({ id, role })));

describe('the machine, whatever people and clocks do', () => {
  const tiers = fc.constantFrom(...alertTiers);

  it('has no state without a way out', () => {
    fc.assert(
      fc.property(tiers, moves, (tier, done) => {
        for (const { at } of walk(tier, done)) {
          expect(anybody.some((actor) => stepsFor(at, actor).some((step) => step !== 'note'))).toBe(true);
        }
      }),
    );
  });

  it('asks something of somebody by a running clock until it is closed', () => {
    fc.assert(
      fc.property(tiers, moves, (tier, done) => {
        for (const { at, clocks } of walk(tier, done)) {
          expect(clocks.some(runs)).toBe(at.state !== 'closed');
          const kinds = clocks.filter(runs).map(({ kind }) => kind);
          expect(new Set(kinds).size, 'one clock of a kind').toBe(kinds.length);
        }
      }),
    );
  });

  it('never climbs down, and never stops climbing before somebody signed', () => {
    fc.assert(
      fc.property(tiers, moves, (tier, done) => {
        const worlds = walk(tier, done);
        for (const [index, world] of worlds.entries()) {
          const before = worlds[index - 1];
          if (before !== undefined) expect(rank(world.level)).toBeGreaterThanOrEqual(rank(before.level));
          if (isUnsigned(world.at.state)) {
            const sign = world.clocks.find((clock) => runs(clock) && clock.kind === 'sign');
            expect(sign?.nextAt).toBeInstanceOf(Date);
          }
        }
      }),
    );
  });

  it('looks again only later at what a clock that ran out has left', () => {
    fc.assert(
      fc.property(
        tiers,
        fc.constantFrom('sign', 'verify', 'plan', 'report', 'close'),
        fc.constantFrom(...escalationLevels),
        fc.integer({ min: 0, max: 100_000 }),
        (tier, kind, level, minutes) => {
          const levels = levelsOf(tier);
          const clock = startClock(kind, start, levels);
          if (clock === null) return;
          const now = new Date(clock.dueAt.getTime() + minutes * 60_000);
          const step = climb({ state: 'signed', level }, clock, levels, now);
          expect(step.clock.state).toBe('missed');
          for (const left of [step.clock, step.begins]) {
            if (left !== null && left.nextAt !== null)
              expect(left.nextAt.getTime()).toBeGreaterThan(now.getTime());
          }
        },
      ),
    );
  });

  it('a red is closed by a leader who neither held nor ended it', () => {
    fc.assert(
      fc.property(moves, (done) => {
        const worlds = walk('red', done);
        for (const [index, move] of done.entries()) {
          const [before, after] = [worlds[index], worlds[index + 1]];
          if (move === 'clock' || before?.at.state === 'closed' || after?.at.state !== 'closed') continue;
          expect(move.actor.role).toBe('leader');
          expect([before?.at.holderId, before?.at.endedBy]).not.toContain(move.actor.id);
        }
      }),
    );
  });
});

describe('a higher tier', () => {
  it('ends running clocks earlier and never later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...alertTiers),
        fc.constantFrom(...alertTiers),
        fc.integer({ min: 0, max: 10_000 }),
        (from, to, minutes) => {
          const clock = startClock('sign', start, levelsOf(from));
          if (clock === null) throw new Error('every tier is signed for');
          const tight = tightenClock(clock, new Date(start.getTime() + minutes * 60_000), levelsOf(to));
          expect(tight.dueAt.getTime()).toBeLessThanOrEqual(clock.dueAt.getTime());
        },
      ),
    );
  });
});

describe('every state is reached', () => {
  const leader: Actor = { id: 'a', role: 'leader' };
  const way = (...steps: IncidentStep[]): IncidentState | undefined =>
    walk(
      'yellow',
      steps.map((step) => ({ step, actor: leader })),
    ).at(-1)?.at.state;
  it.each([
    ['signed', way('sign')],
    ['verified', way('sign', 'verify')],
    ['on-scene', way('sign', 'arrive')],
    ['planned', way('sign', 'verify', 'plan')],
    ['reporting', way('sign', 'verify', 'arrive', 'plan', 'report')],
    ['resolved', way('sign', 'verify', 'resolve')],
    ['handed-over', way('sign', 'verify', 'hand-to-matter')],
    ['dismissed', way('dismiss')],
    ['closed', way('sign', 'verify', 'resolve', 'close')],
    ['sent', way('dismiss', 'close', 'reopen')],
    ['signed', way('sign', 'resolve', 'close', 'reopen')],
  ])('%s', (expected, reached) => {
    expect(reached).toBe(expected);
  });
});
