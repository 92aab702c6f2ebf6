import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** One call of the ClickHouse HTTP protocol, as far as the official client speaks it. */
export interface FacadeRequest {
  /** Statement given in the address; the body is then data. Otherwise the body is the statement. */
  readonly query: string | null;
  readonly database: string | null;
  readonly session: string | null;
  readonly closesSession: boolean;
  readonly format: string;
  /** Parameters of the query, in the text form that the engine itself reads. */
  readonly params: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
}

/** Words of the address that are the protocol's own; everything else is a setting. */
const reserved = new Set([
  'query',
  'database',
  'session_id',
  'session_timeout',
  'session_check',
  'close_session',
  'default_format',
  'query_id',
  'user',
  'password',
  'role',
  'compress',
  'decompress',
  'wait_end_of_query',
  'buffer_size',
  'enable_http_compression',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
]);

/** Reads the address of a call. */
export function parseRequest(url: URL): FacadeRequest {
  const params = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (name.startsWith('param_')) params.set(name, value);
    else if (!reserved.has(name)) settings.set(name, value);
  }
  return {
    query: url.searchParams.get('query'),
    database: url.searchParams.get('database'),
    session: url.searchParams.get('session_id'),
    closesSession: url.searchParams.get('close_session') === '1',
    format: url.searchParams.get('default_format') ?? 'TabSeparated',
    params,
    settings,
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether the call carries the name and password, by either of the ways the protocol knows. */
export function isAllowed(request: IncomingMessage, user: string, password: string): boolean {
  const { authorization, 'x-clickhouse-user': name, 'x-clickhouse-key': key } = request.headers;
  const basic = authorization?.startsWith('Basic ')
    ? Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8')
    : `${String(name)}:${String(key)}`;
  return timingSafeEqual(digest(basic), digest(`${user}:${password}`));
}

/** Status that goes with an engine's error, as a server answers. */
export function statusOf(code: string): number {
  if (code === '60' || code === '81') return 404;
  if (['36', '47', '62', '456', '457'].includes(code)) return 400;
  return code === '159' ? 408 : 500;
}

const insertInput = /\bFROM\s+input\(('(?:[^'\\]|\\.|'')*')\)/i;
const trailingFormat = /\bFORMAT\s+(\w+)\s*$/i;

/**
 * The statement of an INSERT whose data lie in a file beside it. The embedded engine takes no separate stream:
 * it reads 0 rows from input(), so the file stands in for it.
 */
export function insertFromFile(query: string, pathLiteral: string): string {
  const format = trailingFormat.exec(query);
  if (format === null) throw new SyntaxError('an INSERT with data must end with FORMAT');
  const head = query.slice(0, format.index).trimEnd();
  if (insertInput.test(head)) {
    return head.replace(
      insertInput,
      (_all, structure: string) => `FROM file(${pathLiteral}, ${format[1]}, ${structure})`,
    );
  }
  return `${head} FROM INFILE ${pathLiteral} FORMAT ${format[1]}`;
}
