import { tierRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { describe, expect, it } from 'vitest';
import type { Alert, AlertHappening } from '../alerts/index.js';
import { shippedLevels } from '../response/index.js';
import type { Silence } from '../silences/index.js';
import { respondTo } from './chain.js';
import type { ResponseSetting } from './response-setting.js';
import { shadowWeeks } from './shadows.js';
import type { Replayed } from './replayed.js';
import { verdictsOf } from './verdicts.js';
import { capacityOf, standingRoster, workOf } from './work.js';

const at = (text: string): Date => new Date(`${text}:00+08:00`);
const town = '445224100';
let numbers = 0;

/** An alert with what happened to it: kind, moment and tier; by people where so marked. */
function alert(
  employerId: string,
  steps: readonly (readonly [string, string, AlertTier, 'people'?])[],
  ruleId = 'R08',
): Replayed {
  const id = (numbers += 1);
  const states: Readonly<Record<string, 'open' | 'acknowledged' | 'resolved'>> = {
    acknowledged: 'acknowledged',
    resolved: 'resolved',
  };
  const history = steps.map(([kind, moment, toTier, people]): AlertHappening => ({
    alertId: id,
    at: at(moment),
    kind,
    reason: kind === 'resolved' && people !== 'people' ? 'cleared-for-hold' : 'x',
    by: people === 'people' ? 'li' : 'system',
    fromState: null,
    toState: states[kind] ?? 'open',
    fromTier: null,
    toTier,
    note: null,
    evidence: null,
    runId: people === 'people' ? null : 'run',
  }));
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing happened');
  const peak = steps.map(([, , tier]) => tier).toSorted((a, b) => tierRank(b) - tierRank(a))[0] ?? 'blue';
  const closed = last.toState === 'resolved';
  const told: Alert = {
    id,
    ruleId,
    ruleVersion: 1,
    subjectKind: 'employer',
    subjectId: employerId,
    subjectName: employerId,
    employerId,
    region: town,
    tier: last.toTier ?? 'blue',
    peakTier: peak,
    state: closed ? 'resolved' : 'open',
    openedAt: first.at,
    sinceAt: first.at,
    tierSince: first.at,
    lastSignalAt: last.at,
    easedSince: null,
    easedTier: null,
    evidence: {
      ruleId,
      ruleVersion: 1,
      asOf: first.at.toISOString(),
      knownAt: first.at.toISOString(),
      features: {},
      thresholds: {},
      condition: '',
      sentence: { zh: '', en: '' },
    },
    sentence: { zh: '', en: '' },
    plan: 'RP-H',
    closedAt: closed ? last.at : null,
    closeReason: closed ? 'cleared-for-hold' : null,
    version: 1,
  };
  return { alert: told, history };
}

const setting: ResponseSetting = {
  ties: [],
  industries: new Map(),
  disputeTypes: new Map(),
  silences: [],
  roster: { posts: [], shifts: [], leaves: [] },
  people: [
    { id: 'li', role: 'responder', scope: ['*'] },
    { id: 'chen', role: 'leader', scope: ['*'] },
  ],
  levelOf: shippedLevels,
  nodesAt: () => [],
};
const silence: Silence = {
  id: 1,
  scope: { rules: ['R08'], regions: [], employers: [], tiers: [] },
  reason: 'x',
  days: 3,
  askedBy: 'a',
  askedAt: at('2026-11-01T09:00'),
  decidedBy: 'b',
  decidedAt: at('2026-11-01T10:00'),
  decision: 'approved',
  expiresAt: at('2026-11-10T09:00'),
  endedBy: null,
  endedAt: null,
};

describe('the chain after alerts of a replay', () => {
  it.each([
    [
      'two alerts of one employer are one incident, told as the second is as grave',
      [
        alert('1', [['opened', '2026-11-02T09:00', 'yellow']]),
        alert('1', [['opened', '2026-11-03T09:00', 'yellow']], 'R15'),
      ],
      setting,
      [1, 2, 0],
    ],
    [
      'a lower alert in an incident is not told again',
      [
        alert('1', [['opened', '2026-11-02T09:00', 'yellow']]),
        alert('1', [['opened', '2026-11-03T09:00', 'blue']], 'R15'),
      ],
      setting,
      [1, 1, 0],
    ],
    [
      'what ended unsigned is over: the next alert begins another incident',
      [
        alert('1', [
          ['opened', '2026-11-02T09:00', 'yellow'],
          ['resolved', '2026-11-03T09:00', 'yellow'],
        ]),
        alert('1', [['opened', '2026-11-05T09:00', 'yellow']], 'R15'),
      ],
      setting,
      [2, 2, 0],
    ],
    [
      'a silence holds it back until it ends',
      [
        alert('1', [['opened', '2026-11-02T09:00', 'yellow']]),
        alert('2', [['opened', '2026-11-20T09:00', 'yellow']], 'R15'),
      ],
      { ...setting, silences: [silence] },
      [2, 2, 1],
    ],
    [
      'a silence that was approved later holds nothing',
      [alert('1', [['opened', '2026-10-20T09:00', 'yellow']])],
      { ...setting, silences: [silence] },
      [1, 1, 0],
    ],
  ] as const)('%s', async (_, alerts, own, [incidents, tellings, held]) => {
    const chain = await respondTo(alerts, own);
    expect([chain.incidents.length, chain.tellings.length, chain.held.length]).toEqual([
      incidents,
      tellings,
      held,
    ]);
  });

  it('climbs while nobody signed, as long as it took people then', async () => {
    const signed = alert('1', [
      ['opened', '2026-11-02T09:00', 'red'],
      ['acknowledged', '2026-11-04T09:00', 'red', 'people'],
    ]);
    const chain = await respondTo([signed], setting);
    expect(chain.tellings.filter(({ climbed }) => climbed).length).toBeGreaterThan(1);
    expect(chain.tellings.every(({ at: moment }) => moment < at('2026-11-04T09:00'))).toBe(true);
    const alone = await respondTo([alert('1', [['opened', '2026-11-02T09:00', 'red']])], setting);
    expect(alone.tellings.map(({ climbed }) => climbed)).toEqual([false]);
  });

  it('reckons a raising as what the higher tier costs more, beside the hours of those on duty', async () => {
    const roster = standingRoster(
      {
        posts: [
          { id: 1, name: 'x', level: 'duty', regions: [], industries: [], disputeTypes: [], minTier: 'blue' },
        ],
        shifts: [
          {
            id: 1,
            postId: 1,
            personId: 'li',
            substituteId: null,
            days: ['mon', 'tue', 'wed', 'thu', 'fri'],
            fromMinute: 510,
            untilMinute: 1_080,
            firstDay: '2026-11-20',
            lastDay: null,
          },
        ],
        leaves: [],
      },
      '2026-11-24',
    );
    const own = { ...setting, roster };
    const alerts = [
      alert('1', [
        ['opened', '2026-11-02T09:00', 'yellow'],
        ['raised', '2026-11-05T09:00', 'orange'],
      ]),
    ];
    const span = {
      from: '2026-11-01',
      to: '2026-11-30',
      horizonDays: 90,
      knownThrough: null,
      levels: (['blue', 'yellow', 'orange', 'red'] as const).map((tier) => shippedLevels(tier).level),
    };
    const work = workOf(await respondTo(alerts, own), span, own);
    expect(work.hours).toBe(shippedLevels('orange').level.workHours);
    expect(work.work).toMatchObject([{ region: town, week: '2026-11-02', capacity: 40 }]);
    expect(work.response).toMatchObject({ incidents: 1, byTier: { orange: 1 } });
    expect(capacityOf(town, '2026-11-02', setting)).toBeNull();
  });
});

describe('verdicts and shadows', () => {
  it('count a verdict for the alert of the same time; what was known already is left out of the share', () => {
    const alerts = [alert('1', [['opened', '2026-11-02T09:00', 'yellow']])];
    const verdict = {
      ruleId: 'R08',
      subjectKind: 'employer',
      subjectId: '1',
      openedAt: at('2026-11-03T09:00'),
      closedAt: null,
    };
    const before = { ...verdict, openedAt: at('2026-10-01T09:00'), closedAt: at('2026-10-02T09:00') };
    const found = verdictsOf(alerts, [
      { ...verdict, kind: 'partly' },
      { ...verdict, kind: 'known' },
      { ...before, kind: 'false' },
    ]);
    expect(found.kinds).toEqual({ true: 0, partly: 1, false: 0, known: 1 });
    expect(found.held).toMatchObject({ of: 1, value: 1 });
  });

  it('count by week what was opened since a shadow began, on both sides', () => {
    const one = (opened: string, peakTier: AlertTier) => ({ peakTier, openedAt: at(opened), closedAt: null });
    expect(
      shadowWeeks(
        [one('2026-11-01T09:00', 'red'), one('2026-11-10T09:00', 'blue')],
        [one('2026-11-17T09:00', 'orange')],
        at('2026-11-05T09:00'),
      ),
    ).toMatchObject([
      { week: '2026-11-09', published: { blue: 1, red: 0 }, shadow: { blue: 0 } },
      { week: '2026-11-16', shadow: { orange: 1 } },
    ]);
  });
});
