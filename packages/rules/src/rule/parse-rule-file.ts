import { LineCounter, isNode, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { RuleFileSchema } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import { checkRule } from './check-rule.js';
import type { CheckedRule } from './checked-rule.js';
import type { RuleFault, RuleFaultAt } from './faults.js';
import { shapeFaults } from './shape-faults.js';

export type RuleParse =
  | { readonly ok: true; readonly rule: CheckedRule }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

/** Places in one YAML text: the nearest node above a path, and the character inside a scalar. */
class Places {
  readonly lines = new LineCounter();
  readonly document: Document;

  constructor(
    text: string,
    readonly file: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  at(offset: number): { file: string; line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  of({ path, offset = 0 }: Pick<RuleFaultAt, 'path' | 'offset'>): {
    file: string;
    line: number;
    column: number;
  } {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
      const inside = length === path.length ? offset + (quoted ? 1 : 0) : 0;
      return this.at(node.range[0] + inside);
    }
    return this.at(0);
  }
}

/** What is wrong with the YAML itself: most often an indentation, a bracket or a quotation mark. */
function yamlText({ code, message }: { readonly code: string; readonly message: string }): Bilingual {
  return {
    zh: `YAML 写法有误（${code}）：请检查此处的缩进、括号、冒号和引号`,
    en: `not valid YAML (${code}): ${message}`,
  };
}

/** Reads one rule from YAML. Either a checked rule, or every fault found, each with its line and column. */
export function parseRuleFile(text: string, fileName: string): RuleParse {
  const places = new Places(text, fileName);
  if (places.document.errors.length > 0) {
    const faults = places.document.errors.map((error) => ({
      ...places.at(error.pos[0]),
      code: 'yaml',
      message: yamlText(error),
    }));
    return { ok: false, faults };
  }
  const parsed = RuleFileSchema.safeParse(places.document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues
      .flatMap((issue) => shapeFaults(issue, places.document.toJS()))
      .map((fault) => ({ ...places.of(fault), code: fault.code, message: fault.message }));
    return { ok: false, faults };
  }
  const checked = checkRule(parsed.data);
  if (checked.ok) return checked;
  const faults = checked.faults.map((fault) => ({
    ...places.of(fault),
    code: fault.code,
    message: fault.message,
  }));
  return { ok: false, faults };
}
