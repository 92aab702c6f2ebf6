import type { EventKind } from '@miaotou/domain';
import type { CheckedRule } from '../rule/index.js';

/** How much one pass covers. */
export interface PassShape {
  /** Only the subjects in the table `touched`, or all. */
  readonly some: boolean;
  /** Every moment bound to the parameter `moments` (ascending), or the single one bound to `asOf`. */
  readonly grid: boolean;
}

/** Columns of one rule in the rows of a pass. */
export interface RuleColumns {
  readonly rule: CheckedRule;
  readonly tier: string;
  /** Feature name to column. */
  readonly features: ReadonlyMap<string, string>;
}

/**
 * One query that gives every feature and tier of all rules of a subject kind, a row per subject and moment.
 * Columns besides the rules' own: subject_id, as_of, region; for events also occurred_at, employer_id and label (a name for people).
 */
export interface CompiledPass {
  readonly sql: string;
  /** Temporary tables that have to be filled before, in this order, by queries with the same parameters. */
  readonly before: readonly { readonly table: string; readonly sql: string }[];
  readonly rules: readonly RuleColumns[];
  /** Windows whose emptiness counts as zero only where the kind's sources told of them whole: parameter `coverageParameter`. */
  readonly coveredWindows: readonly CoveredWindow[];
  /** Indicators of which the newest value counts: parameters `fresh_<indicator>`, `gap_from_…` and `gap_through_<indicator>`. */
  readonly newestOf: readonly string[];
}

/** A kind of event, how far back a feature looks for it, and how far before the moment that window ends. */
export interface CoveredWindow {
  readonly kind: EventKind;
  readonly window: string;
  readonly before: string | null;
}

/** Name of the parameter (array aligned with the moments, 1 or 0) that says whether a window was told of whole. */
export function coverageParameter({ kind, window, before }: CoveredWindow): string {
  const earlier = before === null ? '' : `_before_${before}`;
  return `covered_${kind.replaceAll('-', '_')}_${window}${earlier}`;
}

/** Name of the parameter (array of days, aligned with the moments) before which an indicator's newest value is too old. */
export const freshParameter = (indicator: string): string => `fresh_${indicator}`;

/** Names of the parameters (arrays of days) with the first and last days of the gaps in an indicator's deliveries. */
export const gapParameters = (indicator: string): { readonly from: string; readonly through: string } => ({
  from: `gap_from_${indicator}`,
  through: `gap_through_${indicator}`,
});

/** Temporary tables (column subject_id) that the caller fills before a pass runs. */
export const touchedTable = 'touched';
export const askedTable = 'asked';
/** Temporary tables that a pass has filled before: subjects with corrected values, and the features of all subjects. */
export const revisedTable = 'revised';
export const featuresTable = 'features';
