import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Bilingual } from '@miaotou/domain';
import { insteadOf } from './nearest.js';
import { syntaxFault } from './syntax.js';
import type {
  Arithmetic,
  Comparison,
  Expression,
  ExpressionFault,
  ValueType,
  Vocabulary,
} from './expression.js';

export type ReadExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly fault: ExpressionFault };

class Refusal extends Error {
  constructor(
    readonly node: { readonly start: number },
    readonly code: string,
    readonly text: Bilingual,
  ) {
    super(text.en);
  }
}

const grammar = new Environment({ limits: { maxDepth: 60, maxAstNodes: 2_000, maxListElements: 200 } });

const typeNames: Readonly<Record<ValueType, Bilingual>> = {
  number: { zh: '数值', en: 'a number' },
  string: { zh: '文本', en: 'a text' },
  bool: { zh: '是非值', en: 'a yes or no' },
};

const comparisons: ReadonlySet<string> = new Set<Comparison>(['<', '<=', '>', '>=', '==', '!=']);
const arithmetic: ReadonlySet<string> = new Set<Arithmetic>(['+', '-', '*', '/']);
const isComparison = (operator: string): operator is Comparison => comparisons.has(operator);
const isArithmetic = (operator: string): operator is Arithmetic => arithmetic.has(operator);

function unsupported(node: ASTNode, what: string): Refusal {
  return new Refusal(node, 'not-supported', {
    zh: `规则语言不支持 ${what}`,
    en: `the rule language has no ${what}`,
  });
}

/** The types follow from the vocabulary, so each visit gives an expression that cannot fail on its types later. */
class Reader {
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  read(node: ASTNode): Expression {
    switch (node.op) {
      case 'value':
        return literal(node, node.args);
      case 'id':
        return this.#name(node, node.args);
      case '.':
        return this.#threshold(node, node.args[0], node.args[1]);
      case 'call':
        return this.#call(node, node.args[0], node.args[1]);
      case '!_':
        return { kind: 'not', of: this.#typed(node.args, 'bool'), type: 'bool' };
      case '-_':
        return { kind: 'negative', of: this.#typed(node.args, 'number'), type: 'number' };
      case '&&':
      case '||':
        return {
          kind: node.op === '&&' ? 'both' : 'either',
          left: this.#typed(node.args[0], 'bool'),
          right: this.#typed(node.args[1], 'bool'),
          type: 'bool',
        };
      case '?:':
        return this.#choice(node.args);
      case 'in':
        return this.#oneOf(node.args[0], node.args[1]);
      default:
        return this.#binary(node);
    }
  }

  #typed(node: ASTNode, type: ValueType): Expression {
    const expression = this.read(node);
    if (expression.type === type) return expression;
    throw new Refusal(node, 'wrong-type', {
      zh: `此处应为${typeNames[type].zh}，实为${typeNames[expression.type].zh}`,
      en: `expected ${typeNames[type].en} here, found ${typeNames[expression.type].en}`,
    });
  }

  #name(node: ASTNode, name: string): Expression {
    const type = this.#vocabulary.names.get(name);
    if (type !== undefined) return { kind: 'name', name, type };
    const instead = insteadOf(name, [...this.#vocabulary.names.keys()]);
    throw new Refusal(node, 'unknown-feature', {
      zh: `没有名为 ${name} 的特征或派生值${instead.zh}`,
      en: `no feature or derived value is called ${name}${instead.en}`,
    });
  }

  #threshold(node: ASTNode, of: ASTNode, name: string): Expression {
    if (of.op !== 'id' || of.args !== 't') throw unsupported(node, `'.${name}'`);
    if (this.#vocabulary.thresholds.has(name)) return { kind: 'threshold', name, type: 'number' };
    const instead = insteadOf(name, [...this.#vocabulary.thresholds]);
    throw new Refusal(node, 'unknown-threshold', {
      zh: `没有为 ${name} 设定阈值${instead.zh}`,
      en: `${name} has no thresholds${instead.en}`,
    });
  }

  #call(node: ASTNode, name: string, args: readonly ASTNode[]): Expression {
    const [only] = args;
    if (name !== 'has' || only === undefined || args.length !== 1) throw unsupported(node, `${name}()`);
    if (only.op !== '.' || only.args[0].op !== 'id' || only.args[0].args !== 'f') {
      throw unsupported(node, 'has() of anything but f.name');
    }
    const named = this.#name(only, only.args[1]);
    if (named.kind !== 'name') throw unsupported(node, 'has()');
    return { kind: 'has', name: named.name, type: 'bool' };
  }

  #choice([test, yes, no]: readonly [ASTNode, ASTNode, ASTNode]): Expression {
    const chosen = this.read(yes);
    return {
      kind: 'choose',
      test: this.#typed(test, 'bool'),
      yes: chosen,
      no: this.#typed(no, chosen.type),
      type: chosen.type,
    };
  }

  #oneOf(of: ASTNode, list: ASTNode): Expression {
    if (list.op !== 'list') throw unsupported(list, "'in' on anything but a list");
    if (list.args.length === 0) throw unsupported(list, 'empty list');
    const sought = this.read(of);
    const items = list.args.map((item) => this.#typed(item, sought.type));
    return { kind: 'oneOf', of: sought, items, type: 'bool' };
  }

  #binary(node: ASTNode): Expression {
    const { op } = node;
    if (isArithmetic(op)) {
      const [left, right] = pair(node);
      const [first, second] = [this.#typed(left, 'number'), this.#typed(right, 'number')];
      if (op === '/' && constantOf(second) === 0) {
        throw new Refusal(right, 'division-by-zero', {
          zh: '除数恒为零，结果永远不明',
          en: 'the divisor is always zero, so nothing could ever be known',
        });
      }
      return { kind: 'calculate', operator: op, left: first, right: second, type: 'number' };
    }
    if (!isComparison(op)) throw unsupported(node, `'${op}'`);
    const [left, right] = pair(node);
    const ordered = op !== '==' && op !== '!=';
    const first = ordered ? this.#typed(left, 'number') : this.read(left);
    return {
      kind: 'compare',
      operator: op,
      left: first,
      right: this.#typed(right, first.type),
      type: 'bool',
    };
  }
}

function pair(node: ASTNode): readonly [ASTNode, ASTNode] {
  const [left, right] = node.args as readonly ASTNode[];
  if (left === undefined || right === undefined) throw unsupported(node, `'${node.op}' here`);
  return [left, right];
}

/** The value of an expression of numbers alone; null for any other. */
function constantOf(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'negative') {
    const value = constantOf(expression.of);
    return value === null ? null : -value;
  }
  if (expression.kind !== 'calculate') return null;
  const [left, right] = [constantOf(expression.left), constantOf(expression.right)];
  if (left === null || right === null) return null;
  const results = { '+': left + right, '-': left - right, '*': left * right, '/': left / right } as const;
  return results[expression.operator];
}

function literal(node: ASTNode, value: unknown): Expression {
  if (typeof value === 'boolean') return { kind: 'bool', value, type: 'bool' };
  if (typeof value === 'string') return { kind: 'string', value, type: 'string' };
  if (typeof value !== 'number' && typeof value !== 'bigint') throw unsupported(node, 'literal of this type');
  const number = Number(value);
  if (Number.isFinite(number) && (typeof value === 'number' || BigInt(number) === value)) {
    return { kind: 'number', value: number, type: 'number' };
  }
  throw new Refusal(node, 'number-too-large', {
    zh: '数值太大，无法精确表示',
    en: 'the number is too large to be exact',
  });
}

/** The longest expression that is read, in characters. */
export const maxExpressionLength = 10_000;

/**
 * Reads one CEL text against what it may speak of. The subset: features and derived values by name, `t.name` for the
 * tier's threshold, `has(f.name)` for "is known", `?:`, `&&`, `||`, `!`, comparison, `+ - * /`, `in` a list, and
 * equality of texts. Whole numbers and decimals are one type.
 */
export function readExpression(text: string, vocabulary: Vocabulary, wanted?: ValueType): ReadExpression {
  if (text.length > maxExpressionLength) {
    const message = {
      zh: `表达式长 ${text.length} 个字符，最多 ${maxExpressionLength} 个`,
      en: `the expression has ${text.length} characters; at most ${maxExpressionLength} are allowed`,
    };
    return { ok: false, fault: { offset: 0, code: 'expression-too-long', message } };
  }
  try {
    const { ast } = grammar.parse(text);
    const expression = new Reader(vocabulary).read(ast);
    if (wanted !== undefined && expression.type !== wanted) {
      throw new Refusal(ast, 'wrong-type', {
        zh: `整个表达式应给出${typeNames[wanted].zh}，实为${typeNames[expression.type].zh}`,
        en: `the whole expression must give ${typeNames[wanted].en}, it gives ${typeNames[expression.type].en}`,
      });
    }
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof Refusal) {
      return { ok: false, fault: { offset: error.node.start, code: error.code, message: error.text } };
    }
    if (!(error instanceof ParseError)) throw error;
    return { ok: false, fault: syntaxFault(error, text) };
  }
}
