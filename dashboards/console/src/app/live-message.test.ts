import { describe, expect, it } from 'vitest';
import type { AlertTier } from '@miaotou/domain';
import { calls, madeOld } from './live-message.js';

describe('madeOld', () => {
  it('asks for the alerts again when many changed at once', () => {
    expect(madeOld('system', { type: 'system', change: 'alerts' })).toContain('alerts');
  });
  it('asks only for the state of the product while it loads', () => {
    expect(madeOld('system', { type: 'system', change: 'loading' })).toEqual(['system']);
  });
  it('knows by the type alone what an unreadable message makes old', () => {
    expect(madeOld('alert', null)).toContain('overview');
    expect(madeOld('import', null)).toContain('imports');
  });
});

describe('calls', () => {
  it.each([
    ['red', 'opened', true],
    ['orange', 'raised', true],
    ['yellow', 'opened', false],
    ['red', 'lowered', false],
    ['red', 'acknowledged', false],
  ] as const)('%s %s: %s', (tier: AlertTier, change, expected) => {
    const sentence = { zh: '三险欠费', en: 'in arrears' };
    expect(calls({ type: 'alert', alertId: '7', change, tier, sentence })).toBe(expected);
  });
});
