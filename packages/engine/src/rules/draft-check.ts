import type { RuleChange, RuleFile } from '@miaotou/contracts';
import { parseRuleFile } from '@miaotou/rules';
import type { RuleFault } from '@miaotou/rules';
import { dayOf } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { faultsWith, fileOf, newestOf, storedRule } from './book.js';
import { judgesDifferently, ruleChanges } from './changes.js';
import type { PublishedRule } from './version-ports.js';

/** What a text would be as the next version of a rule. */
export interface CheckedText {
  /** Null while the text has faults of its own. */
  readonly file: RuleFile | null;
  readonly faults: readonly RuleFault[];
  readonly changes: readonly RuleChange[];
  readonly judgesDifferently: boolean;
  /** The version that it was compared with. */
  readonly base: PublishedRule | null;
}

export interface TextQuestion {
  readonly text: string;
  /** Null: a new rule, whose id the text itself gives. */
  readonly ruleId: string | null;
  readonly basedOn: number | null;
  readonly kept: readonly PublishedRule[];
  readonly now: Date;
  /** First day instead of the text's own. */
  readonly from?: Day;
}

/** A text as a version that is kept from now on. */
export function candidateOf(file: RuleFile, now: Date): PublishedRule {
  return {
    ...storedRule(file),
    origin: 'office',
    publishedAt: now,
    author: null,
    reason: null,
    approvedBy: null,
    basedOn: null,
    replayId: null,
    draftId: null,
  };
}

/** Reads a text and checks it as a part of the whole book from its first day on. */
export function checkText({ text, ruleId, basedOn, kept, now, from }: TextQuestion): CheckedText {
  const fileName = `${ruleId ?? 'rule'}.yaml`;
  const parsed = parseRuleFile(text, fileName);
  const unread = { file: null, changes: [], judgesDifferently: false, base: null };
  if (!parsed.ok) return { ...unread, faults: parsed.faults };
  const typed = parsed.rule.file;
  const place = { file: fileName, line: 1, column: 1 };
  if (ruleId !== null && typed.id !== ruleId) {
    const message = {
      zh: `编号应为 ${ruleId}，文中写的是 ${typed.id}`,
      en: `the id must be ${ruleId}, the text has ${typed.id}`,
    };
    return { ...unread, faults: [{ ...place, code: 'rule-id-differs', message }] };
  }
  const newest = newestOf(kept, typed.id);
  const base =
    kept.find(({ ruleId: id, version }) => id === typed.id && version === basedOn) ?? newest ?? null;
  // A day that has passed is asked for again at the approval; the check looks at the first day that is possible.
  const first = from ?? (typed.effective.from < dayOf(now) ? dayOf(now) : typed.effective.from);
  const file: RuleFile = {
    ...typed,
    version: (newest?.version ?? 0) + 1,
    effective: { ...typed.effective, from: first },
  };
  const reversed = file.effective.to !== undefined && file.effective.to < first;
  const faults: RuleFault[] = reversed
    ? [
        {
          ...place,
          code: 'dates-reversed',
          message: { zh: '生效期止早于生效期起', en: 'the rule ends before it begins' },
        },
      ]
    : faultsWith(candidateOf(file, now), kept, now).map(({ day, ruleId: where, code, message }) => ({
        ...place,
        code,
        message: {
          zh: `${day} 起规则 ${where}：${message.zh}`,
          en: `from ${day} on, rule ${where}: ${message.en}`,
        },
      }));
  const was = base === null ? null : fileOf(base);
  const changes =
    was === null
      ? []
      : ruleChanges(was, { ...file, effective: typed.effective }).filter(
          ({ path }) => path !== 'effective.from',
        );
  return { file, faults, changes, judgesDifferently: judgesDifferently(was, file), base };
}
