import type { RuleFile } from '@miaotou/contracts';
import { stringify } from 'yaml';

/** Lists and records that say nothing when they are empty, and are left out of the text. */
const silent: ReadonlySet<string> = new Set([
  'families',
  'disputeTypes',
  'keyGroups',
  'industries',
  'derive',
  'thresholds',
  'also',
  'legalBasis',
]);

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A rule as the text of its file; reading it gives the same rule. */
export function ruleText(file: RuleFile): string {
  const said = Object.fromEntries(
    Object.entries(file).filter(
      ([name, value]) => value !== undefined && !(silent.has(name) && isEmpty(value)),
    ),
  );
  return stringify(said, { lineWidth: 110, aliasDuplicateObjects: false });
}

/** Name of a rule's file. */
export function ruleFileName({ id, slug }: Pick<RuleFile, 'id' | 'slug'>): string {
  return `${id}-${slug}.yaml`;
}
