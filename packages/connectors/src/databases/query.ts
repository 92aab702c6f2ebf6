import { lasting } from '@miaotou/engine';

/** The parts of an SQL text that are not code: strings, quoted names, comments. */
const quiet =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//gu;

function notOneSelect(): Error {
  return lasting(
    'query-not-select',
    '只能填写一条以 SELECT 或 WITH 开头的查询，不能包含分号隔开的多条语句。',
    'The query must be one SELECT (or WITH … SELECT); several statements are refused.',
  );
}

/** Strings and comments replaced by blanks of the same length, so that places stay the same. */
function codeOf(query: string): string {
  return query.replace(quiet, (part) => ' '.repeat(part.length));
}

/** A query made ready to be sent: in one text, with how often it names the mark. */
export interface ReadyQuery {
  readonly sql: string;
  readonly marks: number;
}

/**
 * Checks that a text is one SELECT, puts the driver's placeholder for `:mark`, and wraps it so that rows come in the
 * mark's order. Inside a FROM a database takes nothing but a query; the read-only transaction guards the rest.
 */
export function readyQuery(
  query: string,
  mark: { readonly column: string } | null,
  dialect: { readonly placeholder: (at: number) => string; readonly quote: string },
): ReadyQuery {
  const text = query.trim().replace(/;\s*$/u, '');
  const code = codeOf(text);
  if (code.includes(';') || !/^\s*(select|with)\b/iu.test(code)) throw notOneSelect();
  if (/\binto\s+(outfile|dumpfile|@)/iu.test(code)) throw notOneSelect();
  const places = [...code.matchAll(/(?<![:\w]):mark\b/gu)].map(({ index }) => index);
  if ((mark === null) !== (places.length === 0)) {
    throw lasting(
      'query-mark',
      '增量字段与查询中的 :mark 必须同时使用，例如 WHERE 更新时间 >= :mark。',
      'A mark column and :mark in the query go together, as in WHERE changed_at >= :mark.',
    );
  }
  let sql = '';
  let from = 0;
  places.forEach((at, index) => {
    sql += `${text.slice(from, at)}${dialect.placeholder(index + 1)}`;
    from = at + ':mark'.length;
  });
  sql += text.slice(from);
  const { quote } = dialect;
  const column = mark === null ? '' : `${quote}${mark.column.replaceAll(quote, quote + quote)}${quote}`;
  const order = mark === null ? '' : ` ORDER BY delivered.${column}`;
  return { sql: `SELECT * FROM (\n${sql}\n) AS delivered${order}`, marks: places.length };
}
