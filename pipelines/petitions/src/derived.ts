import { DerivationSchema, type Derivation } from '@miaotou/contracts';

const petitions = { from: 'events', kind: 'petition', layouts: ['petition-register'], per: 'day' } as const;
const collectiveVisit = [
  { attribute: 'form', in: ['visit'] },
  { attribute: 'isCollective', in: ['true'] },
];

/** Indicators that are counted from petitions. */
export const derived: readonly Derivation[] = DerivationSchema.array().parse([
  { ...petitions, code: 'PE01', value: { take: 'count' } },
  { ...petitions, code: 'PE02', value: { take: 'sum', of: 'persons' } },
  {
    ...petitions,
    code: 'PE03',
    value: { take: 'count', where: collectiveVisit },
    beside: [
      {
        key: 'persons',
        name: { zh: '人次（合并前）', en: 'Person-times before linking' },
        unit: 'person-times',
        measure: { take: 'sum', of: 'persons', where: collectiveVisit },
      },
    ],
  },
  {
    ...petitions,
    code: 'PE04',
    value: {
      take: 'count',
      where: [
        { attribute: 'form', in: ['visit'] },
        { attribute: 'level', in: ['city', 'province', 'beijing'] },
      ],
    },
  },
  {
    ...petitions,
    code: 'PE05',
    per: 'week',
    value: { take: 'share', share: [{ is: 'repeated' }], where: [{ is: 'traceable' }] },
  },
  {
    ...petitions,
    code: 'PE06',
    value: {
      take: 'share',
      share: [{ done: 'answeredOn', notAfter: 'dueOn' }],
      on: 'dueOn',
      trailingDays: 30,
    },
    beside: [
      {
        key: 'toldInTime',
        name: { zh: '15日告知率', en: 'Told within 15 days' },
        unit: 'percent',
        measure: {
          take: 'share',
          share: [{ done: 'toldOn', notAfter: 'toldDueOn' }],
          on: 'toldDueOn',
          trailingDays: 30,
        },
      },
    ],
  },
  {
    ...petitions,
    code: 'PE07',
    per: 'month',
    value: { take: 'count', where: [{ attribute: 'ledTo', in: ['arbitration', 'inspection'] }] },
  },
]);
