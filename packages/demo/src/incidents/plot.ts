import type { AlertTier, Bilingual, Day } from '@miaotou/domain';
import { type Employer, type Happenings, type Random } from '../ground/index.js';

/** When and to whom a story happens. */
export interface Stage {
  readonly employer: Employer;
  /** Day on which the story is at its height. */
  readonly at: Day;
  /** Month that the monthly figures of the height belong to, and its index. */
  readonly month: Day;
  readonly monthIndex: number;
  readonly random: Random;
  readonly happenings: Happenings;
}

export interface Outcome {
  readonly from: Day;
  readonly to: Day;
  readonly expected: readonly { readonly rule: string; readonly tier: AlertTier }[];
}

/** A kind of story: who it may happen to, and what happens. */
export interface Plot {
  readonly kind: string;
  readonly name: Bilingual;
  /** Employers it may happen to; the first that fits best is taken. */
  readonly fits: (employer: Employer) => boolean;
  readonly tell: (stage: Stage) => Outcome;
}
