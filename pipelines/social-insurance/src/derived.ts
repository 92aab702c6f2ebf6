import { DerivationSchema, type Derivation } from '@miaotou/contracts';

const change = (monthsBefore: number, as: 'percent' | 'difference') => ({
  take: 'change',
  of: 'insured_headcount',
  mean: 1,
  monthsBefore,
  as,
});

/** Indicators that follow from the monthly headcounts. */
export const derived: readonly Derivation[] = DerivationSchema.array().parse([
  {
    code: 'SI05',
    from: 'values',
    layouts: ['si-indicator-table', 'si-enrolment'],
    per: 'month',
    value: change(3, 'percent'),
    beside: [
      {
        key: 'persons',
        name: { zh: '三个月增减人数', en: 'Persons gained or lost in three months' },
        unit: 'persons',
        measure: change(3, 'difference'),
      },
      {
        key: 'monthly',
        name: { zh: '环比', en: 'Against the month before' },
        unit: 'percent',
        measure: change(1, 'percent'),
      },
    ],
  },
  {
    code: 'SI08',
    from: 'values',
    layouts: ['si-enrolment'],
    per: 'quarter',
    value: { take: 'ratio', of: 'insured_headcount', over: 'employed_headcount' },
  },
]);
