import type { Case, Happening } from './rule-book-cases.js';

const verified = { channel: 'inspection', disputeType: 'D11', verified: 'true' };
const owed = (yuan: number, one: Partial<Happening> = {}): Happening => ({
  kind: 'complaint',
  daysAgo: 60,
  amountFen: yuan * 100,
  attributes: verified,
  ...one,
});
const reported = (attributes: Readonly<Record<string, string>>, times = 1): Happening => ({
  kind: 'complaint',
  times,
  attributes: { channel: '12345', ...attributes },
});
const monthly = (indicator: string, values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([month, value]) => ({ indicator, period: `${month}-01`, value }));
const undeclared = (...months: readonly string[]) =>
  monthly('SI07', Object.fromEntries(months.map((month) => [month, 1])));
const sales = (now: number) => [
  ...monthly('declared_sales', { '2025-10': 1_000_000, '2026-10': now }),
  ...monthly('zero_return', { '2026-09': 0, '2026-10': 0 }),
];
const inMatter = (reports: number, attributes: Readonly<Record<string, string>> = {}): Happening => ({
  kind: 'complaint',
  times: reports,
  matter: 'one quarrel',
  attributes: { channel: '12345', status: 'open', ...attributes },
});
const counts = (
  steps: readonly (readonly [number, number])[],
  says: string,
  attributes: Readonly<Record<string, string>>,
): readonly Case[] =>
  steps.map(([n, tier]) => ({ says: `${n} ${says}`, events: [reported(attributes, n)], tier }));

/** Rules on employers over sums, streaks, linked reports and key groups, threshold by threshold. */
export const sumCases: Readonly<Record<string, readonly Case[]>> = {
  R03: [
    { says: 'nothing verified', tier: 0 },
    ...(
      [
        [1_999, 0],
        [2_000, 1],
        [5_000, 2],
        [8_000, 3],
        [9_999, 3],
        [10_000, 4],
      ] as const
    ).map(([yuan, tier]) => ({
      says: `one worker, three months, ${yuan} yuan`,
      events: [owed(yuan, { months: 3 })],
      tier,
    })),
    { says: 'a large sum of one month is a third', events: [owed(50_000, { months: 1 })], tier: 1 },
    { says: 'ten workers and 60,000 yuan', events: [owed(60_000, { persons: 10, months: 1 })], tier: 4 },
    { says: 'ten workers and 47,999 yuan', events: [owed(47_999, { persons: 10, months: 1 })], tier: 2 },
    { says: 'eight workers and a large sum', events: [owed(90_000, { persons: 8, months: 1 })], tier: 3 },
    {
      says: 'not verified',
      events: [owed(60_000, { persons: 10, attributes: { disputeType: 'D11' } })],
      tier: 0,
    },
    { says: 'more than ninety days ago', events: [owed(60_000, { persons: 10, daysAgo: 91 })], tier: 0 },
  ],
  R11: [
    { says: 'never assessed is not known', tier: null },
    { says: 'declared', observations: monthly('SI07', { '2026-10': 0 }), tier: 0 },
    { says: 'one month', observations: undeclared('2026-10'), tier: 1 },
    { says: 'two months', observations: undeclared('2026-09', '2026-10'), tier: 2 },
    { says: 'three months', observations: undeclared('2026-08', '2026-09', '2026-10'), tier: 3 },
    {
      says: 'three months and a complaint',
      observations: undeclared('2026-08', '2026-09', '2026-10'),
      events: [reported({ disputeType: 'D07' })],
      tier: 4,
    },
    {
      says: 'two months and a complaint',
      observations: undeclared('2026-09', '2026-10'),
      events: [reported({ disputeType: 'D07' })],
      tier: 2,
    },
  ],
  R13: [
    { says: 'nothing declared is not known', tier: null },
    ...(
      [
        [710_000, 0],
        [700_000, 1],
        [500_000, 2],
        [300_000, 3],
        [110_000, 3],
        [100_000, 4],
      ] as const
    ).map(([now, tier]) => ({
      says: `${now} after 1,000,000 a year earlier`,
      observations: sales(now),
      tier,
    })),
    {
      says: 'two zero returns and a complaint, last year not known',
      observations: monthly('zero_return', { '2026-09': 1, '2026-10': 1 }),
      events: [reported({})],
      tier: 4,
    },
  ],
  R17: [
    ...(
      [
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 4],
      ] as const
    ).map(([n, tier]) => ({ says: `${n} open reports of one quarrel`, events: [inMatter(n)], tier })),
    { says: 'five that are closed', events: [inMatter(5, { status: 'closed' })], tier: 0 },
    { says: 'five of five quarrels', events: [reported({ status: 'open' }, 5)], tier: 0 },
    {
      says: 'two, and one of them above the county',
      events: [
        inMatter(1),
        { kind: 'petition', matter: 'one quarrel', attributes: { status: 'open', level: 'city' } },
      ],
      tier: 4,
    },
  ],
  R27: [
    { says: 'a text without danger', events: [reported({ danger: 'false' })], tier: 0 },
    { says: 'words of unrest', events: [reported({ danger: 'true', dangerScore: '2' })], tier: 3 },
    { says: 'a concrete threat', events: [reported({ danger: 'true', dangerScore: '3' })], tier: 4 },
    {
      says: 'a concrete threat in a post',
      events: [{ kind: 'opinion', attributes: { danger: 'true', dangerScore: '6' } }],
      tier: 4,
    },
  ],
  R32: counts(
    [
      [2, 0],
      [3, 1],
      [5, 2],
      [10, 3],
      [29, 3],
      [30, 4],
    ],
    'quarrels of platform workers',
    { keyGroup: 'KG03' },
  ),
  R33: counts(
    [
      [2, 0],
      [3, 1],
      [5, 2],
      [10, 3],
      [19, 3],
      [20, 4],
    ],
    'quarrels of graduates',
    { keyGroup: 'KG04' },
  ),
  R34: counts(
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [30, 3],
    ],
    'quarrels over work injury',
    { disputeType: 'D12' },
  ),
  R35: counts(
    [
      [2, 0],
      [3, 1],
      [5, 2],
      [10, 3],
      [29, 3],
      [30, 4],
    ],
    'quarrels of workers beyond retirement age',
    { keyGroup: 'KG08' },
  ),
};
