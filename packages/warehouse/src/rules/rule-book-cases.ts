/** The moment judged. */
export const asOf = new Date('2026-11-23T00:00:00+08:00');

/** Events of one employer, as much of them as matters. */
export interface Happening {
  readonly kind: string;
  readonly daysAgo?: number;
  readonly times?: number;
  readonly persons?: number | null;
  readonly months?: number | null;
  readonly amountFen?: number;
  /** Name of the quarrel that these reports are linked to. */
  readonly matter?: string;
  readonly keys?: readonly number[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly observedAt?: Date;
  readonly retracted?: boolean;
}
interface Reported {
  readonly indicator: string;
  readonly period: string;
  readonly value: number;
  readonly observedAt?: Date;
}
/** Rows of one employer, and the tier that the rule must give on them. */
export interface Case {
  readonly says: string;
  readonly events?: readonly Happening[];
  readonly observations?: readonly Reported[];
  readonly tier: number | null;
}

const wage = { channel: 'inspection', disputeType: 'D11' };
const verified = { ...wage, verified: 'true' };
const many = (times: number, one: Omit<Happening, 'times'>): Happening => ({ ...one, times });
const complaint = (attributes: Readonly<Record<string, string>> = wage) => ({
  kind: 'complaint',
  attributes,
});
const si = (value: number, period = '2026-10-01'): Reported => ({ indicator: 'SI01', period, value });
const insured = (value: number, period = '2026-10-01'): Reported => ({
  indicator: 'insured_headcount',
  period,
  value,
});
const opinion = (attributes: Readonly<Record<string, string>> = {}) => ({
  kind: 'opinion',
  daysAgo: 0.5,
  attributes: { sentiment: 'negative', ...attributes },
});
const notice = (noticeKind: string) => ({ kind: 'tax-notice', attributes: { noticeKind } });
const debt = (period: string, value = 100): Reported => ({ indicator: 'TAX01', period, value });

/** Each rule on employers, threshold by threshold. */
export const employerCases: Readonly<Record<string, readonly Case[]>> = {
  R01: [
    { says: 'nothing reported is no tier', tier: 0 },
    { says: 'reported, not verified', events: [complaint()], tier: 1 },
    { says: 'another dispute', events: [complaint({ channel: 'inspection', disputeType: 'D07' })], tier: 0 },
    {
      says: 'a wage claim of an archive',
      events: [complaint({ channel: 'wage-claim', disputeType: 'D11' })],
      tier: 0,
    },
    { says: 'verified, months not known', events: [complaint(verified)], tier: 2 },
    { says: 'verified, one month', events: [{ ...complaint(verified), months: 1 }], tier: 2 },
    { says: 'verified, above one month', events: [{ ...complaint(verified), months: 1.5 }], tier: 3 },
    { says: 'verified, two months', events: [{ ...complaint(verified), months: 2 }], tier: 3 },
    { says: 'verified, above two months', events: [{ ...complaint(verified), months: 2.5 }], tier: 4 },
    { says: 'thirty days ago is inside', events: [{ ...complaint(), daysAgo: 30 }], tier: 1 },
    { says: 'longer ago is outside', events: [{ ...complaint(), daysAgo: 30.01 }], tier: 0 },
    { says: 'as-of itself is outside', events: [{ ...complaint(), daysAgo: 0 }], tier: 0 },
    {
      says: 'known only later',
      events: [{ ...complaint(), observedAt: new Date(asOf.getTime() + 1) }],
      tier: 0,
    },
    {
      says: 'retracted since',
      events: [complaint(), { ...complaint(), retracted: true, observedAt: asOf }],
      tier: 0,
    },
  ],
  R02: [
    ...(
      [
        [2, 0],
        [3, 1],
        [9, 1],
        [10, 2],
        [29, 2],
        [30, 3],
        [49, 3],
        [50, 4],
      ] as const
    ).flatMap(([n, tier]) => [
      { says: `${n} people`, events: [{ ...complaint(), persons: n }], tier },
      {
        says: `${n} claims in a week`,
        events: [many(n, { ...complaint({ channel: 'wage-claim' }), daysAgo: 7 })],
        tier,
      },
    ]),
    { says: 'one worker on ten channels is one', events: [many(10, { ...complaint(), keys: [7] })], tier: 0 },
    {
      says: 'ten workers known by key',
      events: [{ ...complaint(), keys: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }],
      tier: 2,
    },
    { says: 'a crowd of which one is known', events: [{ ...complaint(), keys: [1], persons: 10 }], tier: 2 },
    { says: 'unknown numbers count one each', events: [many(3, { ...complaint(), persons: null })], tier: 1 },
    {
      says: 'claims over more than a week',
      events: [many(10, { ...complaint({ channel: 'wage-claim' }), daysAgo: 7.1 })],
      tier: 0,
    },
  ],
  R08: [
    { says: 'never reported abstains', tier: null },
    ...(
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 3],
        [5, 3],
        [6, 4],
      ] as const
    ).map(([n, tier]) => ({
      says: `${n} months`,
      observations: [si(n), insured(5)],
      tier,
    })),
    { says: 'three months, 29 insured', observations: [si(3), insured(29)], tier: 3 },
    { says: 'three months, 30 insured', observations: [si(3), insured(30)], tier: 4 },
    { says: 'two months, 300 insured', observations: [si(2), insured(300)], tier: 2 },
    { says: 'insured not known', observations: [si(3)], tier: 3 },
    { says: 'the newest month counts', observations: [si(6, '2026-09-01'), si(1)], tier: 1 },
    { says: 'the correction counts', observations: [si(6), { ...si(1), observedAt: asOf }], tier: 1 },
    {
      says: 'a later correction does not',
      observations: [si(6), { ...si(1), observedAt: new Date(asOf.getTime() + 1) }],
      tier: 4,
    },
    { says: 'an old month abstains', observations: [si(6, '2026-08-01')], tier: null },
  ],
  R09: [
    { says: 'no earlier value abstains', observations: [insured(50)], tier: null },
    ...(
      [
        [100, 91, 0],
        [100, 90, 1],
        [49, 40, 1],
        [50, 40, 2],
        [40, 32, 1],
        [100, 70, 3],
        [63, 44, 2],
        [60, 30, 4],
        [58, 29, 3],
        [10, 20, 0],
      ] as const
    ).map(([before, after, tier]) => ({
      says: `${before} to ${after}`,
      observations: [insured(before, '2026-07-01'), insured(after)],
      tier,
    })),
    { says: 'from nobody abstains', observations: [insured(0, '2026-07-01'), insured(0)], tier: null },
  ],
  R10: [
    { says: 'headcount not known abstains', observations: [{ ...si(10), indicator: 'SI06' }], tier: null },
    { says: 'separations not known abstain', observations: [insured(100)], tier: null },
    ...(
      [
        [9, 991, 0],
        [10, 990, 1],
        [5, 95, 1],
        [15, 985, 2],
        [8, 92, 2],
        [20, 980, 3],
        [10, 90, 3],
      ] as const
    ).map(([left, remaining, tier]) => ({
      says: `${left} left, ${remaining} remain`,
      observations: [{ ...si(left), indicator: 'SI06' }, insured(remaining)],
      tier,
    })),
    {
      says: 'found without report',
      observations: [
        { ...si(20), indicator: 'SI06' },
        insured(980),
        { ...si(0), indicator: 'layoff_report' },
      ],
      tier: 4,
    },
    {
      says: 'found with report',
      observations: [
        { ...si(20), indicator: 'SI06' },
        insured(980),
        { ...si(1), indicator: 'layoff_report' },
      ],
      tier: 3,
    },
    { says: 'read from the headcount', observations: [insured(120, '2026-09-01'), insured(100)], tier: 3 },
  ],
  R12: [
    { says: 'not listed', tier: 0 },
    { says: 'newly listed', events: [notice('arrears')], tier: 1 },
    {
      says: 'two quarters running',
      events: [notice('arrears')],
      observations: [debt('2026-04-01'), debt('2026-07-01')],
      tier: 2,
    },
    {
      says: 'two quarters with a gap',
      events: [notice('arrears')],
      observations: [debt('2026-01-01'), debt('2026-07-01')],
      tier: 1,
    },
    {
      says: 'paid in between',
      events: [notice('arrears')],
      observations: [debt('2026-04-01', 0), debt('2026-07-01')],
      tier: 1,
    },
    { says: 'abnormal', events: [notice('abnormal')], tier: 3 },
    { says: 'absconded', events: [notice('absconded')], tier: 4 },
  ],
  R15: [
    ...(
      [
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 2],
        [5, 3],
        [9, 3],
        [10, 4],
      ] as const
    ).map(([n, tier]) => ({
      says: `${n} items of one worker`,
      events: [many(n, { ...complaint({ channel: '12345' }), keys: [1] })],
      tier,
    })),
    ...(
      [
        [4, 0],
        [5, 2],
        [9, 2],
        [10, 3],
        [29, 3],
        [30, 4],
      ] as const
    ).map(([n, tier]) => ({
      says: `one item of ${n} people`,
      events: [{ ...complaint({ channel: 'clue' }), persons: n }],
      tier,
    })),
  ],
  R18: [
    ...(
      [
        [2, 0],
        [3, 1],
        [4, 1],
        [5, 2],
        [9, 2],
        [10, 3],
        [29, 3],
        [30, 4],
      ] as const
    ).map(([n, tier]) => ({
      says: `${n} cases`,
      events: [many(n, { kind: 'arbitration-case' })],
      tier,
    })),
    ...(
      [
        [9, 0],
        [10, 3],
        [29, 3],
        [30, 4],
      ] as const
    ).map(([n, tier]) => ({
      says: `one collective case of ${n}`,
      events: [{ kind: 'arbitration-case', persons: n, attributes: { isCollective: 'true' } }],
      tier,
    })),
    { says: 'thirty people, not collective', events: [{ kind: 'arbitration-case', persons: 30 }], tier: 0 },
  ],
  R28: [
    ...(
      [
        [4, 0],
        [5, 1],
        [19, 1],
        [20, 2],
        [99, 2],
        [100, 3],
      ] as const
    ).map(([n, tier]) => ({
      says: `${n} posts`,
      events: [many(n, opinion({ reads: '1' }))],
      tier,
    })),
    ...(
      [
        [9_999, 0],
        [10_000, 2],
        [99_999, 2],
        [100_000, 3],
        [999_999, 3],
        [1_000_000, 4],
      ] as const
    ).map(([n, tier]) => ({
      says: `${n} reads`,
      events: [opinion({ reads: String(n) })],
      tier,
    })),
    { says: '4 posts whose reads are not known', events: [many(4, opinion())], tier: null },
    { says: 'provincial medium', events: [opinion({ reads: '1', mediaLevel: 'provincial' })], tier: 3 },
    { says: 'national medium', events: [opinion({ reads: '1', mediaLevel: 'national' })], tier: 4 },
    { says: 'hot list', events: [opinion({ reads: '1', hotList: 'true' })], tier: 4 },
    { says: 'positive posts', events: [many(30, opinion({ sentiment: 'positive' }))], tier: 0 },
    { says: 'yesterday', events: [many(30, { ...opinion(), daysAgo: 1.5 })], tier: 0 },
  ],
  R36: [
    { says: 'one family', events: [complaint()], tier: 1 },
    { says: 'two families, both blue: one more', events: [complaint()], observations: [si(1)], tier: 2 },
    { says: 'two families, one yellow: orange', events: [complaint()], observations: [si(2)], tier: 3 },
    { says: 'two families, one orange: red', events: [complaint()], observations: [si(3)], tier: 4 },
    {
      says: 'three families, all blue',
      events: [complaint(), notice('arrears')],
      observations: [si(1)],
      tier: 3,
    },
    { says: 'a petition is a family', events: [complaint(), { kind: 'petition', daysAgo: 60 }], tier: 2 },
    { says: 'a petition long ago is not', events: [complaint(), { kind: 'petition', daysAgo: 61 }], tier: 1 },
    {
      says: 'four families, all blue',
      events: [complaint(), notice('arrears'), many(3, { kind: 'arbitration-case' })],
      observations: [si(1)],
      tier: 4,
    },
  ],
};
