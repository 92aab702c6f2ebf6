import type { Bilingual } from '@miaotou/domain';
import type { CheckedRule } from './checked-rule.js';

/** A fault between rules: the rule it shows in, a code and a sentence. */
export interface BookFault {
  readonly ruleId: string;
  readonly code: 'rule-doubled' | 'unknown-rule' | 'circular' | 'rule-of-other-subject';
  readonly message: Bilingual;
}

export type BookCheck =
  | { readonly ok: true; readonly rules: readonly CheckedRule[] }
  | { readonly ok: false; readonly faults: readonly BookFault[] };

/** Rules that a rule's features ask for, by id. */
export function rulesUsedBy(rule: CheckedRule): readonly string[] {
  return rule.features.flatMap(({ feature }) => ('rules' in feature ? feature.rules : []));
}

function sorted(rules: readonly CheckedRule[], faults: BookFault[]): CheckedRule[] {
  const done: CheckedRule[] = [];
  let waiting = [...rules];
  while (waiting.length > 0) {
    const open = new Set(waiting.map((rule) => rule.file.id));
    const ready = waiting.filter((rule) => !rulesUsedBy(rule).some((id) => open.has(id)));
    if (ready.length === 0) {
      for (const { file } of waiting) {
        const message = {
          zh: `规则 ${file.id} 与其他规则循环引用`,
          en: `rule ${file.id} is in a circle of rules`,
        };
        faults.push({ ruleId: file.id, code: 'circular', message });
      }
      return done;
    }
    done.push(...ready);
    waiting = waiting.filter((rule) => !ready.includes(rule));
  }
  return done;
}

/** Checks rules against each other and puts each behind the rules that it uses. */
export function checkBook(rules: readonly CheckedRule[]): BookCheck {
  const faults: BookFault[] = [];
  const byId = new Map<string, CheckedRule>();
  for (const rule of rules) {
    const { id } = rule.file;
    if (byId.has(id)) {
      const message = { zh: `规则编号 ${id} 重复`, en: `the rule id ${id} is used twice` };
      faults.push({ ruleId: id, code: 'rule-doubled', message });
    }
    byId.set(id, rule);
  }
  for (const rule of rules) {
    for (const id of rulesUsedBy(rule)) {
      const used = byId.get(id);
      if (used === undefined) {
        const message = { zh: `引用了不存在的规则 ${id}`, en: `it refers to rule ${id}, which is not there` };
        faults.push({ ruleId: rule.file.id, code: 'unknown-rule', message });
      } else if (used.file.subject !== rule.file.subject) {
        const message = { zh: `规则 ${id} 的对象不同`, en: `rule ${id} judges another kind of subject` };
        faults.push({ ruleId: rule.file.id, code: 'rule-of-other-subject', message });
      }
    }
  }
  const order = sorted(rules, faults);
  return faults.length === 0 ? { ok: true, rules: order } : { ok: false, faults };
}
