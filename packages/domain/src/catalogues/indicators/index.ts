import { complaintIndicators } from './complaints.js';
import { disputeIndicators } from './disputes.js';
import type { Indicator } from './indicator.js';
import { opinionIndicators } from './opinion.js';
import { petitionIndicators } from './petitions.js';
import { socialInsuranceIndicators } from './social-insurance.js';
import { taxIndicators } from './tax.js';

export * from './indicator.js';

/** Every indicator that a layout may deliver or a rule may use. */
export const indicators = [
  ...taxIndicators,
  ...socialInsuranceIndicators,
  ...disputeIndicators,
  ...complaintIndicators,
  ...petitionIndicators,
  ...opinionIndicators,
] as const satisfies readonly Indicator[];
export type IndicatorCode = (typeof indicators)[number]['code'];

const byCode = new Map<string, Indicator>(indicators.map((indicator) => [indicator.code, indicator]));

/** The indicator of a code, or null. */
export function findIndicator(code: string): Indicator | null {
  return byCode.get(code) ?? null;
}
