import { DerivationSchema, type Derivation } from '@miaotou/contracts';

/** Indicators that follow from the arrears notices and the monthly returns. */
export const derived: readonly Derivation[] = DerivationSchema.array().parse([
  {
    code: 'TAX03',
    from: 'values',
    layouts: ['tax-arrears-notice'],
    per: 'quarter',
    // The notice is the whole list of its quarter: who is not on it is in no row of listings.
    value: { take: 'streak', of: 'TAX01', missing: 'ends' },
  },
  {
    code: 'TAX05',
    from: 'values',
    layouts: ['tax-declaration'],
    per: 'month',
    value: { take: 'change', of: 'declared_sales', mean: 3, monthsBefore: 12, as: 'percent' },
  },
  {
    code: 'TAX06',
    from: 'values',
    layouts: ['tax-declaration'],
    per: 'month',
    value: { take: 'change', of: 'tax_payees', mean: 1, monthsBefore: 1, as: 'percent' },
    beside: [
      {
        key: 'persons',
        name: { zh: '增减人数', en: 'Persons gained or lost' },
        unit: 'persons',
        measure: { take: 'change', of: 'tax_payees', mean: 1, monthsBefore: 1, as: 'difference' },
      },
    ],
  },
  {
    code: 'TAX07',
    from: 'values',
    layouts: ['tax-declaration'],
    per: 'month',
    value: { take: 'streak', of: 'zero_return', missing: 'unknown' },
  },
]);
