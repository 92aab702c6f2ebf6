import type { ParseError } from '@marcbachmann/cel-js';
import type { Bilingual } from '@miaotou/domain';
import type { ExpressionFault } from './expression.js';

/** Words for the parser's tokens. */
const tokens: Readonly<Record<string, Bilingual>> = {
  EOF: { zh: '表达式的结尾', en: 'the end of the expression' },
  RPAREN: { zh: '右括号 )', en: 'a closing bracket )' },
  LPAREN: { zh: '左括号 (', en: 'an opening bracket (' },
  RBRACKET: { zh: '右方括号 ]', en: 'a closing bracket ]' },
  LBRACKET: { zh: '左方括号 [', en: 'an opening bracket [' },
  RBRACE: { zh: '右花括号 }', en: 'a closing brace }' },
  LBRACE: { zh: '左花括号 {', en: 'an opening brace {' },
  COLON: { zh: '冒号 :', en: 'a colon :' },
  COMMA: { zh: '逗号 ,', en: 'a comma ,' },
  DOT: { zh: '点号 .', en: 'a dot .' },
  QUESTION: { zh: '问号 ?', en: 'a question mark ?' },
  IDENTIFIER: { zh: '名称', en: 'a name' },
  STRING: { zh: '文本', en: 'a text' },
  NUMBER: { zh: '数值', en: 'a number' },
};

const said = (token: string): Bilingual => tokens[token] ?? { zh: token, en: token };

/** What people write in place of what CEL has. */
const habits: Readonly<Record<string, string>> = {
  '=': '==',
  '&': '&&',
  '|': '||',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '（': '(',
  '）': ')',
  '，': ',',
  '“': '"',
  '”': '"',
  '：': ':',
  '？': '?',
  '＞': '>',
  '＜': '<',
  '×': '*',
  '÷': '/',
  且: '&&',
  或: '||',
};

const values: Bilingual = { zh: '数值、名称或左括号', en: 'a number, a name or an opening bracket' };

/** What is wrong at the place where the parser stopped: our own words, for the parser's are English only. */
export function syntaxFault(error: ParseError, text: string): ExpressionFault {
  const offset = error.range?.start ?? 0;
  const at = String.fromCodePoint(text.codePointAt(offset) ?? 0).replace('\0', '');
  const tell = (zh: string, en: string, code = 'expression-syntax'): ExpressionFault => ({
    offset,
    code,
    message: { zh, en },
  });
  const limit = /^Exceeded (\w+) \((\d+)\)/u.exec(error.summary);
  if (limit !== null) {
    const most = limit[2] ?? '';
    if (limit[1] === 'maxDepth') {
      return tell(`括号嵌套过深，最多 ${most} 层`, `nested too deeply; at most ${most} levels`, 'too-deep');
    }
    return tell(`表达式过大，各部分最多 ${most} 个`, `too large; at most ${most} parts`, 'too-large');
  }
  const habit = habits[at];
  if (habit !== undefined) {
    return tell(`此处不能写“${at}”，应写 ${habit}`, `'${at}' cannot stand here; write ${habit}`);
  }
  const expected = /^Expected (\w+), got (\w+)/u.exec(error.summary);
  if (expected !== null) {
    const [wanted, got] = [said(expected[1] ?? ''), said(expected[2] ?? '')];
    return tell(`此处应为${wanted.zh}，实为${got.zh}`, `expected ${wanted.en} here, found ${got.en}`);
  }
  if (at === '') {
    return tell(`表达式没有写完，此处应为${values.zh}`, `unfinished; expected ${values.en} here`);
  }
  if (error.code === 'unterminated_string') {
    return tell('文本缺少结尾的引号', 'the text has no closing quotation mark');
  }
  if (error.code === 'unexpected_token') {
    return tell(`此处应为${values.zh}，实为“${at}”`, `expected ${values.en} here, found '${at}'`);
  }
  return tell(
    `此处的“${at}”无法读懂，应为运算符或表达式的结尾`,
    `'${at}' cannot be read here; expected an operator or the end of the expression`,
  );
}
