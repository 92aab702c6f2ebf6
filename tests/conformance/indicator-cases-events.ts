import type { IndicatorCase } from './indicator-cases-values.js';

const one = ['employer', '1'] as const;

/** Indicators of cases, complaints, petitions and opinion on the small county, computed by hand. */
export const eventCases: Readonly<Record<string, readonly IndicatorCase[]>> = {
  CA01: [
    {
      says: 'counts cases by day; a covered day without any is zero',
      points: { '2026-05-04': 2, '2026-05-05': 0, '2026-05-06': 1 },
    },
    { says: 'is a gap where the register has not come', points: { '2026-06-01': null, '2026-02-28': null } },
    {
      says: 'still counts what was taken back later, as known then',
      knownOn: '2026-06-10',
      points: { '2026-05-06': 2 },
    },
    {
      says: 'is narrowed to a town',
      of: ['town', '445224102'],
      points: { '2026-05-04': 1, '2026-05-06': 0 },
    },
    { says: 'is narrowed to an industry', of: ['industry', '建筑业'], points: { '2026-05-04': 1 } },
    { says: 'is narrowed to an employer', of: one, points: { '2026-05-04': 1, '2026-05-06': 1 } },
  ],
  CA02: [
    {
      says: 'adds persons up; unknown ones are no zero',
      points: { '2026-05-04': 15, '2026-05-05': 0, '2026-05-06': null },
    },
    {
      says: 'had persons before a correction left them empty',
      knownOn: '2026-06-10',
      points: { '2026-05-06': 5 },
    },
  ],
  CA03: [
    {
      says: 'counts collective cases, their persons beside',
      points: { '2026-05-04': 1, '2026-05-06': 0 },
      beside: { persons: { '2026-05-04': 12, '2026-05-06': 0 } },
    },
  ],
  CA04: [{ says: 'adds amounts up', points: { '2026-05-04': 10000, '2026-05-06': 5000 } }],
  CA05: [
    {
      says: 'is the settled share of the week, accepted and concluded ones beside',
      points: { '2026-05-04': 50, '2026-05-11': null },
      beside: {
        accepted: { '2026-05-04': 3, '2026-05-11': 0 },
        concluded: { '2026-05-04': 2, '2026-05-11': 0 },
      },
    },
    {
      says: 'is told of one organisation',
      of: ['office', '隆江镇调委会'],
      points: { '2026-05-04': 100 },
      beside: { accepted: { '2026-05-04': 1 }, concluded: { '2026-05-04': 1 } },
    },
  ],
  CA06: [
    {
      says: 'counts cases past their limit until the day on which they end',
      points: { '2026-04-15': 0, '2026-04-16': 1, '2026-05-04': 1, '2026-05-05': 0 },
    },
    { says: 'is told of the institute', of: ['office', 'O17'], points: { '2026-05-04': 1 } },
  ],
  CA07: [
    { says: 'counts the last 30 days', of: one, points: { '2026-05-04': 1, '2026-05-06': 2 } },
    {
      says: 'is a gap while its 30 days reach before the register',
      of: one,
      points: { '2026-03-29': null, '2026-03-30': 1 },
    },
  ],
  CA08: [
    { says: 'counts lawsuits by month', points: { '2026-04-01': null, '2026-05-01': 1 } },
    { says: 'is told of a town', of: ['town', '445224102'], points: { '2026-05-01': 0 } },
  ],
  CP01: [
    {
      says: 'counts one matter on two channels once, a repeat on the same channel again',
      of: one,
      points: { '2026-05-04': 1, '2026-05-05': 0, '2026-05-06': 1, '2026-05-07': 1 },
    },
    { says: 'leaves the public archives out', points: { '2026-05-08': 0 } },
  ],
  CP02: [
    { says: 'adds the persons of each matter up', of: one, points: { '2026-05-04': 1, '2026-05-06': 5 } },
  ],
  CP03: [
    {
      says: 'adds the amounts of each matter up; unknown ones are no zero',
      of: one,
      points: { '2026-05-04': null, '2026-05-06': 200000 },
    },
    {
      says: 'is told of a project',
      of: ['project', '滨海项目'],
      points: { '2026-05-06': 200000, '2026-05-07': 0 },
    },
  ],
  CP04: [
    { says: 'is the longest delay of the day', of: one, points: { '2026-05-05': null, '2026-05-06': 3 } },
  ],
  CP05: [
    { says: 'is the repeated share of those that can be traced', of: one, points: { '2026-05-04': 50 } },
    { says: 'is no figure in a week without any', of: one, points: { '2026-05-11': null } },
  ],
  CP06: [
    {
      says: 'counts what was not taken up or not ended in time',
      points: { '2026-05-03': 1, '2026-05-04': 1, '2026-05-05': 1, '2026-05-06': 0 },
    },
    {
      says: 'tells dockets and the share closed in time beside',
      of: ['office', 'O20'],
      points: { '2026-05-06': 0, '2026-05-08': 0, '2026-05-03': 1 },
      beside: {
        docketed: { '2026-05-06': 0, '2026-05-08': 1, '2026-05-03': 0 },
        closedInTime: { '2026-05-06': 0, '2026-05-08': 0, '2026-05-03': null },
      },
    },
  ],
  CP07: [
    {
      says: 'counts orders past their day until they are paid',
      of: ['employer', '3'],
      points: { '2026-05-10': 0, '2026-05-11': 1, '2026-05-12': 1, '2026-05-13': 0 },
    },
  ],
  CP08: [
    {
      says: 'counts the hotline alone',
      of: ['town', '445224100'],
      points: { '2026-05-04': 1, '2026-05-06': 0, '2026-05-07': 1 },
    },
  ],
  PE01: [
    { says: 'counts petitions', points: { '2026-05-04': 1, '2026-05-05': 0, '2026-05-06': 2 } },
    { says: 'is narrowed to a town', of: ['town', '445224102'], points: { '2026-05-06': 1 } },
  ],
  PE02: [{ says: 'adds persons up', points: { '2026-05-04': 6, '2026-05-06': 1 } }],
  PE03: [
    {
      says: 'counts collective visits, their persons beside',
      points: { '2026-05-04': 1, '2026-05-06': 0 },
      beside: { persons: { '2026-05-04': 6, '2026-05-06': 0 } },
    },
  ],
  PE04: [{ says: 'counts visits above the county', points: { '2026-05-04': 0, '2026-05-06': 1 } }],
  PE05: [
    { says: 'is the repeated share of the week', points: { '2026-05-04': 100 / 3 } },
    { says: 'is narrowed to a town', of: ['town', '445224100'], points: { '2026-05-04': 50 } },
  ],
  PE06: [
    {
      says: 'is the share ended in time of those whose limit ended lately',
      points: { '2026-05-04': 50 },
      beside: { toldInTime: { '2026-05-04': null } },
    },
    {
      says: 'tells the share told in time beside',
      of: ['office', 'O28'],
      points: { '2026-05-22': 50 },
      beside: { toldInTime: { '2026-05-22': 100 / 3 } },
    },
  ],
  PE07: [
    {
      says: 'counts what was led into another procedure',
      of: ['office', 'O28'],
      points: { '2026-05-01': 1 },
    },
  ],
  PO01: [
    {
      says: 'counts equal texts once, and negative ones only',
      of: one,
      points: { '2026-05-04': 1, '2026-05-05': 0 },
    },
    { says: 'is told of one text', of: ['event', 'x'], points: { '2026-05-04': 1 } },
  ],
  PO02: [
    {
      says: 'adds the last looks of the day up',
      of: ['event', 'x'],
      points: { '2026-05-04': 150, '2026-05-05': 300 },
    },
    { says: 'is no figure on a day without a look', of: ['event', 'x'], points: { '2026-05-06': null } },
  ],
  PO03: [
    {
      says: 'compares with a look a day before',
      of: ['event', 'x'],
      points: { '2026-05-04': null, '2026-05-05': 200 },
    },
  ],
  PO04: [
    {
      says: 'is the strongest text of the day',
      of: ['event', 'x'],
      points: { '2026-05-04': 2, '2026-05-05': null },
    },
  ],
  PO05: [{ says: 'is the highest medium', of: ['event', 'x'], points: { '2026-05-04': 3 } }],
  PO06: [{ says: 'is the first response', of: ['event', 'x'], points: { '2026-05-04': 3.5 } }],
};
