import { tierServiceLevels } from '@miaotou/domain';
import type { AlertTier, SubjectKind } from '@miaotou/domain';
import { describe, expect, test } from 'vitest';
import { holdOf, workHoursOf } from './index.js';
import type { TierLevels } from './index.js';
import { standingText } from './standing.js';

const day = (n: number): Date => new Date(Date.UTC(2026, 9, n));
const standing = (
  tier: AlertTier,
  eased: { readonly tier: AlertTier | null } | null,
  closeReason: string | null = null,
  subjectKind: SubjectKind = 'employer',
  levels: TierLevels = Object.values(tierServiceLevels),
) =>
  standingText(
    {
      tier,
      subjectKind,
      easedSince: eased === null ? null : day(7),
      easedTier: eased?.tier ?? null,
      closedAt: closeReason === null ? null : day(30),
      closeReason,
    },
    levels,
  );
/** An office that waits three days before it lowers a yellow alert. */
const quick: TierLevels = [{ tier: 'yellow', holdDays: 3, workHours: 1.5 }];

describe('days that an alert must stay quiet', () => {
  test.each([
    ['blue', 'employer', 30],
    ['orange', 'event', 30],
    ['red', 'employer', null],
    ['red', 'event', null],
    ['red', 'source', 0],
    ['blue', 'source', 0],
  ] as const)('%s alert on an %s: %s', (tier, kind, days) => {
    expect(holdOf([], tier, kind)).toBe(days);
  });
});

describe('what an office changed in its tier table', () => {
  test('is how long its alerts are held and what they are reckoned to cost', () => {
    expect(holdOf(quick, 'yellow', 'employer')).toBe(3);
    expect(workHoursOf(quick)).toEqual({ blue: 0.5, yellow: 1.5, orange: 8, red: 24 });
  });
});

describe('what an alert says of its standing', () => {
  test.each([
    ['nothing while the signal stands', standing('red', null), null],
    ['nothing where a person closed it', standing('red', { tier: null }, '已付清'), null],
    [
      'a red one whose signal went waits for a decision',
      standing('red', { tier: null }),
      '自2026-10-07起已无信号。红色预警不会自动降级，须由专班书面决定：请领导在所属事件中写明理由后降级或核销。',
    ],
    [
      'a red one whose signal weakened waits as well',
      standing('red', { tier: 'blue' }),
      '自2026-10-07起信号减弱为蓝色。红色预警不会自动降级，须由专班书面决定：请领导在所属事件中写明理由后降级或核销。',
    ],
    [
      'a yellow one says when it ends',
      standing('yellow', { tier: null }),
      '自2026-10-07起已无信号，满15天后自动解除。',
    ],
    [
      'an office with another table says its own days',
      standing('yellow', { tier: null }, null, 'employer', quick),
      '自2026-10-07起已无信号，满3天后自动解除。',
    ],
    [
      'an orange one says when it is lowered',
      standing('orange', { tier: 'yellow' }),
      '自2026-10-07起信号减弱为黄色，满30天后自动降级。',
    ],
    [
      'the hold ended',
      standing('yellow', { tier: null }, 'cleared-for-hold'),
      '信号消失满保持期，系统已解除。',
    ],
    [
      'a source delivered',
      standing('red', null, 'cleared-at-once', 'source'),
      '来源已恢复报送，系统已解除。',
    ],
    [
      'nobody waits for a source',
      standing('red', null, 'source-paused', 'source'),
      '管理员已暂停该来源的报送要求，系统已解除；恢复后如仍未报送，将再次预警。',
    ],
  ] as const)('%s', (_says, text, expected) => {
    expect(text?.zh ?? null).toBe(expected);
    if (text !== null) expect(text.en).not.toMatch(/[一-龥]/u);
  });
});
