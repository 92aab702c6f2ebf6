import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultIndexWeights } from '../catalogues/index.js';
import { alertTiers } from '../vocabulary/index.js';
import { riskIndex } from './index.js';

const weighing = {
  rules: { R01: 0.6, R15: 0.5, R21: 0 },
  otherwise: 0.4,
  steps: { blue: 0.2, yellow: 0.45, orange: 0.7, red: 1 },
};

describe('the index', () => {
  it.each([
    ['nothing stands', [], 0],
    ['one red of weight 0.6', [['R01', 'red']], 60],
    ['a rule that has no weight of its own', [['R99', 'orange']], 28],
    [
      'a red and a yellow: 1 − 0.4 · 0.775',
      [
        ['R01', 'red'],
        ['R15', 'yellow'],
      ],
      69,
    ],
    [
      'the same rule twice counts once, at its stronger tier',
      [
        ['R01', 'blue'],
        ['R01', 'red'],
      ],
      60,
    ],
    ['a rule that says nothing of an employer', [['R21', 'red']], 0],
  ] as const)('%s', (_, standing, points) => {
    const rules = standing.map(([ruleId, tier]) => ({ ruleId, tier }));
    expect(riskIndex(rules, weighing).points).toBeCloseTo(points, 10);
  });

  const standing = fc.array(
    fc.record({
      ruleId: fc.constantFrom('R01', 'R02', 'R08', 'R15', 'R99'),
      tier: fc.constantFrom(...alertTiers),
    }),
  );

  it('lies within 0 and 100, its shares add up to it, and no order matters', () => {
    fc.assert(
      fc.property(standing, (rules) => {
        const { points, shares } = riskIndex(rules, defaultIndexWeights);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(100);
        expect(shares.reduce((sum, share) => sum + share.points, 0)).toBeCloseTo(points, 6);
        expect(riskIndex(rules.toReversed(), defaultIndexWeights).points).toBeCloseTo(points, 10);
      }),
    );
  });

  it('never falls when one more rule stands', () => {
    fc.assert(
      fc.property(standing, fc.constantFrom(...alertTiers), (rules, tier) => {
        const more = riskIndex([...rules, { ruleId: 'R27', tier }], defaultIndexWeights);
        expect(more.points).toBeGreaterThanOrEqual(riskIndex(rules, defaultIndexWeights).points - 1e-9);
      }),
    );
  });

  it('is 100 and not broken by a rule of full weight at full strength', () => {
    const full = { ...weighing, rules: { R01: 1 } };
    const { points, shares } = riskIndex([{ ruleId: 'R01', tier: 'red' }], full);
    expect([points, shares[0]?.points]).toEqual([100, 100]);
  });
});
