import type { SeriesGrain } from '@miaotou/contracts';
import type { Day } from '@miaotou/domain';

type Figures = Readonly<Record<Day, number | null>>;

/** What one indicator must be for one subject, the whole county unless another is named. */
export interface IndicatorCase {
  readonly says: string;
  readonly of?: readonly [SeriesGrain, string];
  readonly knownOn?: Day;
  readonly points: Figures;
  readonly beside?: Readonly<Record<string, Figures>>;
}

const one = ['employer', '1'] as const;
const two = ['employer', '2'] as const;

/** Indicators of taxes and social insurance on the small county, computed by hand. */
export const valueCases: Readonly<Record<string, readonly IndicatorCase[]>> = {
  TAX01: [
    {
      says: 'is what the notice states',
      of: one,
      points: { '2025-10-01': 600, '2026-01-01': 700, '2026-04-01': null },
    },
    { says: 'adds up over the county', points: { '2025-10-01': 690, '2026-01-01': 700 } },
    {
      says: 'adds up over a town',
      of: ['town', '445224102'],
      points: { '2025-10-01': 90, '2026-01-01': null },
    },
  ],
  TAX02: [{ says: 'is what the notice states', of: one, points: { '2026-01-01': 100, '2025-10-01': null } }],
  TAX03: [
    {
      says: 'counts the quarters in a row',
      of: one,
      points: { '2025-07-01': 1, '2025-10-01': 2, '2026-01-01': 3 },
    },
    {
      says: 'is no figure before the first notice and where none has come',
      of: one,
      points: { '2025-04-01': null, '2026-04-01': null },
    },
    {
      says: 'ends where a notice does not list the employer',
      of: two,
      points: { '2025-10-01': 1, '2026-01-01': 0 },
    },
    {
      says: 'counts who is listed over the county',
      points: { '2025-10-01': 2, '2026-01-01': 1, '2026-04-01': null },
    },
  ],
  TAX04: [
    { says: 'flags the month of the finding', of: one, points: { '2026-04-01': null, '2026-05-01': 1 } },
  ],
  TAX05: [
    { says: 'compares three months with the same a year before', of: one, points: { '2026-05-01': -50 } },
    { says: 'is no figure where one of the six is missing', of: one, points: { '2026-04-01': null } },
    { says: 'is no figure over sales of zero', of: two, points: { '2026-05-01': null } },
  ],
  TAX06: [
    {
      says: 'compares with the month before',
      of: one,
      points: { '2026-05-01': -25, '2026-04-01': null },
      beside: { persons: { '2026-05-01': -5, '2026-04-01': null } },
    },
    {
      says: 'is no percentage of nobody',
      of: two,
      points: { '2026-05-01': null },
      beside: { persons: { '2026-05-01': 5 } },
    },
  ],
  TAX07: [
    { says: 'counts zero returns in a row', of: one, points: { '2026-03-01': 1, '2026-05-01': 3 } },
    { says: 'begins anew after a return with sales', of: two, points: { '2026-04-01': 0, '2026-05-01': 1 } },
    { says: 'is unknown in a month without return', of: one, points: { '2026-02-01': null } },
    { says: 'counts who returns zero over the county', points: { '2026-02-01': null, '2026-05-01': 2 } },
  ],
  TAX08: [{ says: 'is what the sheet states', of: one, points: { '2026-05-01': 55 } }],
  SI01: [
    { says: 'is the newest version', of: one, points: { '2026-05-01': 2 } },
    {
      says: 'is what was known on an earlier day',
      of: one,
      knownOn: '2026-06-10',
      points: { '2026-05-01': 3 },
    },
    { says: 'is no figure after it was taken back', of: two, points: { '2026-05-01': null } },
    { says: 'counts who owes over the county', points: { '2026-05-01': 1 } },
  ],
  SI02: [{ says: 'is what the list states', of: one, points: { '2026-05-01': 12000 } }],
  SI03: [{ says: 'is what the list states', of: one, points: { '2026-05-01': 180 } }],
  SI04: [{ says: 'is what the list states', of: one, points: { '2026-05-01': 30 } }],
  SI05: [
    {
      says: 'compares with three months before, and the month before beside it',
      of: one,
      points: { '2026-05-01': -25, '2026-04-01': null },
      beside: {
        persons: { '2026-05-01': -10, '2026-04-01': null },
        monthly: { '2026-05-01': -100 / 6, '2026-04-01': null },
      },
    },
    {
      says: 'gives way to what the office states itself',
      of: two,
      points: { '2026-05-01': -7.5 },
      beside: { persons: { '2026-05-01': null }, monthly: { '2026-05-01': null } },
    },
  ],
  SI06: [{ says: 'is what the sheet states', of: one, points: { '2026-05-01': 6 } }],
  SI07: [{ says: 'is what the sheet states', of: one, points: { '2026-04-01': 0, '2026-05-01': 1 } }],
  SI08: [
    {
      says: 'is of the newest month of the quarter that states both',
      of: one,
      points: { '2026-04-01': 0.75, '2026-01-01': null },
    },
    { says: 'is no figure over nobody', of: two, points: { '2026-04-01': null } },
  ],
};
