import { DerivationSchema, type Derivation } from '@miaotou/contracts';

/** The registers of the county; the public archives are none of its complaints. */
const registers = ['hotline-12345', 'inspection-register', 'wage-clue-platform'];
const complaints = { from: 'events', kind: 'complaint', layouts: registers, per: 'day' } as const;
const inspections = { ...complaints, layouts: ['inspection-register'] };

/** Indicators that are counted from complaints and tips. */
export const derived: readonly Derivation[] = DerivationSchema.array().parse([
  {
    ...complaints,
    code: 'CP01',
    once: true,
    value: { take: 'count' },
    beside: [
      {
        key: 'reports',
        name: { zh: '件次（合并前）', en: 'Reports before linking' },
        unit: 'items',
        measure: { take: 'count', every: true },
      },
    ],
  },
  {
    ...complaints,
    code: 'CP02',
    once: true,
    value: { take: 'sum', of: 'persons' },
    beside: [
      {
        key: 'personTimes',
        name: { zh: '人次（合并前）', en: 'Person-times before linking' },
        unit: 'persons',
        measure: { take: 'sum', of: 'persons', every: true },
      },
    ],
  },
  { ...complaints, code: 'CP03', once: true, value: { take: 'sum', of: 'amount' } },
  { ...complaints, code: 'CP04', value: { take: 'max', of: 'months' } },
  {
    ...complaints,
    code: 'CP05',
    per: 'week',
    once: true,
    value: { take: 'share', share: [{ is: 'repeated' }], where: [{ is: 'traceable' }] },
  },
  {
    ...inspections,
    code: 'CP06',
    value: {
      take: 'overdue',
      clocks: [
        { due: 'fileDueOn', done: ['acceptedOn', 'filedOn', 'closedOn'] },
        { due: 'dueOn', done: ['closedOn'] },
      ],
    },
    beside: [
      {
        key: 'docketed',
        name: { zh: '立案数', en: 'Docketed' },
        unit: 'items',
        measure: { take: 'count', on: 'filedOn' },
      },
      {
        key: 'closedInTime',
        name: { zh: '近30日到期件的按期办结率', en: 'Closed in time, of those due in 30 days' },
        unit: 'percent',
        measure: {
          take: 'share',
          share: [{ done: 'closedOn', notAfter: 'dueOn' }],
          on: 'dueOn',
          trailingDays: 30,
        },
      },
    ],
  },
  {
    ...inspections,
    code: 'CP07',
    value: { take: 'overdue', clocks: [{ due: 'payDueOn', done: ['paidOn'] }] },
  },
  { ...complaints, code: 'CP08', layouts: ['hotline-12345'], value: { take: 'count' } },
]);
