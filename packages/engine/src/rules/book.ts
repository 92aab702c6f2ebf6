import { createHash } from 'node:crypto';
import { RuleFileSchema } from '@miaotou/contracts';
import type { RuleFile } from '@miaotou/contracts';
import type { Day } from '@miaotou/domain';
import { checkBook, checkRule } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { canonicalJson } from '../ledger/index.js';
import { PermanentError } from '../shared/index.js';
import type { StoredRule } from './ports.js';

/** A rule as it is kept: its body and what tells whether it was changed. */
export function storedRule(file: RuleFile): StoredRule {
  const body = canonicalJson(file);
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  return { ruleId: file.id, version: file.version, body: file, bodySha256 };
}

/** Refuses a rule that was changed without a new version: alerts refer to rules by version. */
export function assertNewVersion(stored: StoredRule, kept: readonly StoredRule[]): void {
  const same = kept.find(({ ruleId, version }) => ruleId === stored.ruleId && version === stored.version);
  if (same === undefined || same.bodySha256 === stored.bodySha256) return;
  throw new PermanentError('conflict', 'rule-version-changed', {
    zh: `规则 ${stored.ruleId} 第 ${stored.version} 版已经使用过，内容不得改动；请提高版本号。`,
    en: `Version ${stored.version} of rule ${stored.ruleId} was in use and must not change; raise its version.`,
  });
}

/** The rules in force on a day: of each the newest version that covers the day, used rules first. */
export function rulesInForce(kept: readonly StoredRule[], day: Day): readonly CheckedRule[] {
  const newest = new Map<string, RuleFile>();
  for (const { body } of kept) {
    const file = RuleFileSchema.parse(body);
    const { from, to } = file.effective;
    if (day < from || (to !== undefined && day > to)) continue;
    const other = newest.get(file.id);
    if (other === undefined || other.version < file.version) newest.set(file.id, file);
  }
  const checked = [...newest.values()].map((file) => {
    const result = checkRule(file);
    if (result.ok) return result.rule;
    const [fault] = result.faults;
    throw new PermanentError('invalid', 'rule-unusable', {
      zh: `规则 ${file.id} 第 ${file.version} 版无法使用：${fault?.message.zh ?? ''}`,
      en: `Rule ${file.id} version ${file.version} cannot be used: ${fault?.message.en ?? ''}`,
    });
  });
  const book = checkBook(checked);
  if (book.ok) return book.rules;
  const [fault] = book.faults;
  throw new PermanentError('invalid', 'rules-unusable', {
    zh: fault?.message.zh ?? '规则之间有冲突',
    en: fault?.message.en ?? 'the rules contradict each other',
  });
}
