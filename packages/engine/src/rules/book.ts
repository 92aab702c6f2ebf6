import { createHash } from 'node:crypto';
import { RuleFileSchema } from '@miaotou/contracts';
import type { RuleFile } from '@miaotou/contracts';
import { addDays, dayOf } from '@miaotou/domain';
import type { Bilingual, Day } from '@miaotou/domain';
import { checkBook, checkRule } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { canonicalJson } from '../ledger/index.js';
import { PermanentError } from '../shared/index.js';
import type { StoredRule } from './ports.js';
import type { PublishedRule } from './version-ports.js';

/** A rule as it is kept: its body and what tells whether it was changed. */
export function storedRule(file: RuleFile): StoredRule {
  const body = canonicalJson(file);
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  return { ruleId: file.id, version: file.version, body: file, bodySha256 };
}

const files = new WeakMap<StoredRule, RuleFile>();
/** Checked rules by the hash of their body: a whole book is checked at each key that an author strikes. */
const rules = new Map<string, CheckedRule>();
const rulesRemembered = 1_000;

/** The rule file of a kept version, with the defaults of the language as it is now. */
export function fileOf(stored: StoredRule): RuleFile {
  const known = files.get(stored);
  if (known !== undefined) return known;
  const file = RuleFileSchema.parse(stored.body);
  files.set(stored, file);
  return file;
}

/** What a rule says, whatever its number and its first and last day are. */
const content = (file: RuleFile): string => canonicalJson({ ...file, version: 0, effective: {} });

/** Whether two rules say the same; their numbers and dates aside. */
export const sameContent = (one: RuleFile, other: RuleFile): boolean => content(one) === content(other);

/** Refuses a rule that was changed without a new version: alerts refer to rules by version. */
function assertNewVersion(file: RuleFile, kept: readonly StoredRule[]): void {
  const same = kept.find(({ ruleId, version }) => ruleId === file.id && version === file.version);
  if (same === undefined || canonicalJson(fileOf(same)) === canonicalJson(file)) return;
  throw new PermanentError('conflict', 'rule-version-changed', {
    zh: `规则 ${file.id} 第 ${file.version} 版已经使用过，内容不得改动；请提高版本号。`,
    en: `Version ${file.version} of rule ${file.id} was in use and must not change; raise its version.`,
  });
}

/** The newest version of a rule, by number. */
export function newestOf(kept: readonly PublishedRule[], ruleId: string): PublishedRule | null {
  return kept
    .filter((one) => one.ruleId === ruleId)
    .reduce<PublishedRule | null>(
      (newest, one) => (newest === null || newest.version < one.version ? one : newest),
      null,
    );
}

/** What the shipped book brings: versions to publish, and texts that differ from what the office decided for itself. */
export interface ShippedBook {
  readonly publish: readonly RuleFile[];
  readonly updates: readonly RuleFile[];
}

/**
 * A shipped rule is published where the office has no version of its own; where it has, it only offers itself. A shipped
 * rule that differs from the same version of an earlier book is refused.
 */
export function shippedBook(shipped: readonly RuleFile[], kept: readonly PublishedRule[]): ShippedBook {
  const publish: RuleFile[] = [];
  const updates: RuleFile[] = [];
  const ofBook = kept.filter(({ origin }) => origin === 'book');
  for (const file of shipped) {
    assertNewVersion(file, ofBook);
    const own = kept.filter(({ ruleId }) => ruleId === file.id);
    const newest = newestOf(own, file.id);
    if (newest === null || (newest.origin === 'book' && newest.version < file.version)) publish.push(file);
    else if (!own.some((one) => sameContent(fileOf(one), file))) updates.push(file);
  }
  return { publish, updates };
}

/**
 * The versions in force on a day, by what was known at a moment: of each rule the newest that has begun, and none where
 * that one has ended. What the product began with counts for the time before it, too.
 */
export function versionsInForce<T extends PublishedRule>(
  kept: readonly T[],
  at: Date,
  day: Day = dayOf(at),
): readonly T[] {
  const begun = Math.min(...kept.map(({ publishedAt }) => publishedAt.getTime()));
  const newest = new Map<string, T>();
  for (const one of kept) {
    if (one.publishedAt > at && one.publishedAt.getTime() !== begun) continue;
    if (day < fileOf(one).effective.from) continue;
    const other = newest.get(one.ruleId);
    if (other === undefined || other.version < one.version) newest.set(one.ruleId, one);
  }
  return [...newest.values()].filter((one) => day <= (fileOf(one).effective.to ?? day));
}

function checkedOf(stored: StoredRule): CheckedRule {
  const known = rules.get(stored.bodySha256);
  if (known !== undefined) return known;
  const file = fileOf(stored);
  const result = checkRule(file);
  if (!result.ok) {
    const [fault] = result.faults;
    throw new PermanentError('invalid', 'rule-unusable', {
      zh: `规则 ${file.id} 第 ${file.version} 版无法使用：${fault?.message.zh ?? ''}`,
      en: `Rule ${file.id} version ${file.version} cannot be used: ${fault?.message.en ?? ''}`,
    });
  }
  if (rules.size >= rulesRemembered) rules.clear();
  rules.set(stored.bodySha256, result.rule);
  return result.rule;
}

/** The rules in force at a moment as known then, used rules first. */
export function rulesInForce(kept: readonly PublishedRule[], at: Date): readonly CheckedRule[] {
  const book = checkBook(versionsInForce(kept, at).map(checkedOf));
  if (book.ok) return book.rules;
  const [fault] = book.faults;
  throw new PermanentError('invalid', 'rules-unusable', {
    zh: fault?.message.zh ?? '规则之间有冲突',
    en: fault?.message.en ?? 'the rules contradict each other',
  });
}

/** A fault of the whole book and the first day on which it would show. */
export interface BookFaultOn {
  readonly day: Day;
  readonly ruleId: string;
  readonly code: string;
  readonly message: Bilingual;
}

/** Faults that the book would have with a candidate, on the candidate's first day and on every later day that changes it. */
export function faultsWith(
  candidate: PublishedRule,
  kept: readonly PublishedRule[],
  now: Date,
): readonly BookFaultOn[] {
  const { from } = fileOf(candidate).effective;
  const book = [...kept, candidate];
  const turns = book.flatMap((one) => {
    const { effective } = fileOf(one);
    return effective.to === undefined ? [effective.from] : [effective.from, addDays(effective.to, 1)];
  });
  const days = [...new Set([from, ...turns.filter((day) => day > from)])].toSorted();
  for (const day of days) {
    const found = checkBook(versionsInForce(book, now, day).map(checkedOf));
    if (found.ok) continue;
    // A rule that is asked for by several features is missed once.
    const once = new Map(found.faults.map((fault) => [`${fault.ruleId} ${fault.message.en}`, fault]));
    return [...once.values()].map((fault) => ({ ...fault, day }));
  }
  return [];
}
