import { LineCounter, isNode, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { RuleFileSchema } from '@miaotou/contracts';
import { checkRule } from './check-rule.js';
import type { CheckedRule } from './checked-rule.js';
import type { RuleFault, RuleFaultAt } from './faults.js';

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

/** Reads one rule from YAML. Either a checked rule, or every fault found, each with its line and column. */
export function parseRuleFile(text: string, fileName: string): RuleParse {
  const places = new Places(text, fileName);
  if (places.document.errors.length > 0) {
    const faults = places.document.errors.map((error) => ({
      ...places.at(error.pos[0]),
      code: 'yaml',
      message: { zh: `YAML 语法错误：${error.message}`, en: `not valid YAML: ${error.message}` },
    }));
    return { ok: false, faults };
  }
  const parsed = RuleFileSchema.safeParse(places.document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const path = issue.path.filter((part) => typeof part !== 'symbol');
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      return {
        ...places.of({ path: unknown === undefined ? path : [...path, unknown] }),
        code:
          issue.path.at(-1) === 'window' || issue.path.at(-1) === 'against' ? 'window-malformed' : 'shape',
        message: {
          zh: `${path.join('.')}：写法不符合规则格式（${issue.message}）`,
          en: `${path.join('.')}: not as a rule is written (${issue.message})`,
        },
      };
    });
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
