import { WarehouseError } from './errors.js';
import type { CallOptions, FileLoad } from './warehouse.js';

/** One way to the engine: what differs between the transports, and nothing else. */
export interface Link {
  readonly kind: 'embedded' | 'server';
  rows(sql: string, params: Record<string, unknown>, signal: AbortSignal | undefined): Promise<unknown[]>;
  command(sql: string, params: Record<string, unknown>, signal: AbortSignal | undefined): Promise<void>;
  insertBlock(table: string, columns: readonly string[], jsonLines: string): Promise<void>;
  insertFile(load: FileLoad): Promise<void>;
  pinned<T>(work: (link: Link) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Ends the wait when the caller gives up, though the engine works on; the work keeps its connection until then. */
export function unlessAborted<T>(work: Promise<T>, signal: CallOptions['signal']): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(new DOMException('the caller gave up', 'AbortError'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

const tableName = /^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)?$/;

/** Refuses anything that is not a plain table name. */
export function checkedTable(table: string): string {
  if (!tableName.test(table)) throw new WarehouseError('permanent', 'NAME', `not a table name: ${table}`);
  return table;
}

/** Rows of a file with their places, which `number` gives where they are asked for. */
export function placed(source: string, place: string | undefined, number: string): string {
  return place === undefined ? source : `(SELECT *, ${number} AS ${place} FROM ${source})`;
}

/** ` WHERE …`, or nothing. */
export const condition = (where: string | undefined): string =>
  where === undefined ? '' : ` WHERE ${where}`;

/** `(a, b)` of plain column names, or nothing. */
export function columnList(columns: readonly string[] | undefined): string {
  if (columns === undefined || columns.length === 0) return '';
  for (const column of columns) {
    if (!/^[A-Za-z_]\w*$/.test(column)) {
      throw new WarehouseError('permanent', 'NAME', `not a column name: ${column}`);
    }
  }
  return ` (${columns.join(', ')})`;
}
