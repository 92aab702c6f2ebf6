import { DerivationSchema, type Derivation } from '@miaotou/contracts';

const posts = { from: 'events', kind: 'opinion', layouts: ['opinion-monitoring'], per: 'day' } as const;

/** Indicators that are counted from what the cyberspace office monitors. */
export const derived: readonly Derivation[] = DerivationSchema.array().parse([
  {
    ...posts,
    code: 'PO01',
    value: {
      take: 'distinct',
      of: 'textHash',
      where: [{ attribute: 'sentiment', in: ['negative'] }],
    },
  },
  { ...posts, code: 'PO02', value: { take: 'reach' } },
  { ...posts, code: 'PO03', value: { take: 'growth', hours: 24 } },
  { ...posts, code: 'PO04', value: { take: 'max-attribute', of: 'alarm' } },
  {
    ...posts,
    code: 'PO05',
    value: {
      take: 'max-attribute',
      of: 'mediaLevel',
      ranks: { self: 1, local: 2, provincial: 3, national: 4 },
    },
  },
  { ...posts, code: 'PO06', value: { take: 'hours-until', of: 'respondedAt' } },
]);
