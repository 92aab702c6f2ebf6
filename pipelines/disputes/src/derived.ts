import { DerivationSchema, type Derivation } from '@miaotou/contracts';

const cases = {
  from: 'events',
  kind: 'arbitration-case',
  layouts: ['arbitration-cases'],
  per: 'day',
} as const;
const mediations = { from: 'events', kind: 'mediation-case', layouts: ['mediation-register'] } as const;
const collective = [{ attribute: 'isCollective', in: ['true'] }];
const persons = { zh: '涉及人数', en: 'Persons' };

/** Indicators that are counted from cases, mediations and lawsuits. */
export const derived: readonly Derivation[] = DerivationSchema.array().parse([
  { ...cases, code: 'CA01', value: { take: 'count' } },
  { ...cases, code: 'CA02', value: { take: 'sum', of: 'persons' } },
  {
    ...cases,
    code: 'CA03',
    value: { take: 'count', where: collective },
    beside: [
      {
        key: 'persons',
        name: persons,
        unit: 'persons',
        measure: { take: 'sum', of: 'persons', where: collective },
      },
    ],
  },
  { ...cases, code: 'CA04', value: { take: 'sum', of: 'amount' } },
  {
    ...mediations,
    code: 'CA05',
    per: 'week',
    value: { take: 'share', share: [{ attribute: 'outcome', in: ['settled'] }], on: 'concludedOn' },
    beside: [
      {
        key: 'accepted',
        name: { zh: '受理数', en: 'Accepted' },
        unit: 'cases',
        measure: { take: 'count' },
      },
      {
        key: 'concluded',
        name: { zh: '调结数', en: 'Concluded' },
        unit: 'cases',
        measure: { take: 'count', on: 'concludedOn' },
      },
    ],
  },
  {
    ...cases,
    code: 'CA06',
    value: { take: 'overdue', clocks: [{ due: 'dueOn', done: ['closedOn'] }] },
  },
  { ...cases, code: 'CA07', value: { take: 'count', trailingDays: 30 } },
  {
    code: 'CA08',
    from: 'events',
    kind: 'court-case',
    layouts: ['court-intake'],
    per: 'month',
    value: { take: 'count' },
  },
]);
