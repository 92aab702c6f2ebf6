import type { AlertTier } from '@miaotou/domain';

/** Hours of work reckoned for an alert by its tier, to sign, verify, plan and report: a proposal without outside authority. */
export const hoursByTier: Readonly<Record<AlertTier, number>> = { blue: 0.5, yellow: 2, orange: 8, red: 24 };
