import type { RuleFile } from '@miaotou/contracts';
import { checkRule, parseRuleFile } from '@miaotou/rules';
import { rulesInForce, storedRule } from '../rules/index.js';
import type { PublishedRule } from '../rules/index.js';
import { PermanentError } from '../shared/index.js';

/** Before anything was known. */
const always = '1970-01-01';

/**
 * The book with candidates in the place of the published rules of the same id, in force at every moment. Refuses a
 * candidate with a fault, two of one id, and a book that contradicts itself.
 */
export function withCandidates(
  published: readonly PublishedRule[],
  candidates: readonly RuleFile[],
  now: Date,
): readonly PublishedRule[] {
  const begun = new Date(
    Math.min(now.getTime(), ...published.map(({ publishedAt }) => publishedAt.getTime())),
  );
  const ids = new Set<string>();
  const tried = candidates.map((file): PublishedRule => {
    if (ids.has(file.id)) {
      throw new PermanentError('invalid', 'candidate-twice', {
        zh: `候选规则 ${file.id} 出现两次。`,
        en: `Candidate rule ${file.id} is there twice.`,
      });
    }
    ids.add(file.id);
    const timeless: RuleFile = { ...file, effective: { from: always } };
    const checked = checkRule(timeless);
    if (!checked.ok) {
      const [fault] = checked.faults;
      throw new PermanentError('invalid', 'candidate-unusable', {
        zh: `候选规则 ${file.id} 有误：${fault?.message.zh ?? ''}`,
        en: `Candidate rule ${file.id} has a fault: ${fault?.message.en ?? ''}`,
      });
    }
    return {
      ...storedRule(timeless),
      origin: 'candidate',
      publishedAt: begun,
      author: null,
      reason: null,
      approvedBy: null,
      basedOn: null,
      replayId: null,
      draftId: null,
    };
  });
  const book = [...published.filter(({ ruleId }) => !ids.has(ruleId)), ...tried];
  rulesInForce(book, now);
  return book;
}

/** A rule file as a candidate; refuses it with the place of its first fault. */
export function readCandidate(text: string, fileName: string): RuleFile {
  const read = parseRuleFile(text, fileName);
  if (read.ok) return read.rule.file;
  const [fault] = read.faults;
  const where = fault === undefined ? fileName : `${fileName}:${fault.line}:${fault.column}`;
  throw new PermanentError(
    'invalid',
    'candidate-unusable',
    { zh: `${where}：${fault?.message.zh ?? ''}`, en: `${where}: ${fault?.message.en ?? ''}` },
    { file: fileName, row: Math.max(1, fault?.line ?? 1) },
  );
}
