import type { RuleFile } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { Document, isMap, isPair, isScalar, visit } from 'yaml';

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
const expressions: ReadonlySet<string> = new Set(['also', 'derive']);
/** A record of single values stands in one line up to this length. */
const shortLine = 90;

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** What is written by tier, weakest tier first, however the store kept it. */
function byTier<T>(given: Readonly<Record<string, T>>): Record<string, T> {
  const order = new Map<string, number>(alertTiers.map((tier, at) => [tier, at]));
  const rank = ([name]: readonly [string, T]) => order.get(name) ?? alertTiers.length;
  return Object.fromEntries(Object.entries(given).toSorted((a, b) => rank(a) - rank(b)));
}

/** A rule as the text of its file; reading it gives the same rule. */
export function ruleText(file: RuleFile): string {
  const features = Object.entries(file.features).map(([name, feature]) => [
    name,
    Object.fromEntries(
      Object.entries(feature).filter(([part, value]) => part !== 'optional' || value === true),
    ),
  ]);
  const ordered = {
    ...file,
    features: Object.fromEntries(features),
    thresholds: Object.fromEntries(
      Object.entries(file.thresholds).map(([name, tiers]) => [name, byTier(tiers)]),
    ),
    also: byTier(file.also),
  };
  const said = Object.fromEntries(
    Object.entries(ordered).filter(
      ([name, value]) => value !== undefined && !(silent.has(name) && isEmpty(value)),
    ),
  );
  const document = new Document(said, { aliasDuplicateObjects: false });
  visit(document, {
    Map(_key, node, path) {
      const above = path.at(-1);
      // Expressions stand one below the other.
      if (isPair(above) && expressions.has(String(above.key))) return undefined;
      const single = node.items.every(({ value }) => isScalar(value));
      if (single && JSON.stringify(node.toJSON()).length <= shortLine) node.flow = true;
      return undefined;
    },
    Seq(_key, node) {
      if (node.items.length > 0 && !node.items.some(isMap)) node.flow = true;
      return undefined;
    },
  });
  // The rule itself is never one line.
  if (isMap(document.contents)) document.contents.flow = false;
  return document.toString({ lineWidth: 110 });
}

/** Name of a rule's file. */
export function ruleFileName({ id, slug }: Pick<RuleFile, 'id' | 'slug'>): string {
  return `${id}-${slug}.yaml`;
}
