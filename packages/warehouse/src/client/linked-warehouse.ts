import { z } from 'zod';
import { toWarehouseError, WarehouseError } from './errors.js';
import { checkedTable } from './link.js';
import type { Link } from './link.js';
import { bindParams } from './query.js';
import type { NamedQuery } from './query.js';
import type { CallOptions, FileLoad, Warehouse } from './warehouse.js';

/** Rows per INSERT: small enough that writing them as JSON does not hold the event loop. */
const blockRows = 5_000;

type Row = Readonly<Record<string, unknown>>;

function parsedRows<R>(rows: readonly unknown[], schema: z.ZodType<R>, what: string): R[] {
  return rows.map((row, index) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    const message = `${what}: row ${index + 1} has another shape: ${z.prettifyError(parsed.error)}`;
    throw new WarehouseError('permanent', 'ROW_SHAPE', message);
  });
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

const mayBeNull = /^(LowCardinality\()?Nullable\(|^(Dynamic|Variant|JSON)/;
const ColumnType = z.object({ name: z.string(), type: z.string() });

function refuseMissing(rows: readonly Row[], required: readonly string[], table: string): void {
  for (const row of rows) {
    for (const column of required) {
      if (row[column] !== null && row[column] !== undefined) continue;
      throw new WarehouseError('permanent', 'MISSING', `${table}: ${column} must not be missing`);
    }
  }
}

/** The warehouse over one link. */
export class LinkedWarehouse implements Warehouse {
  readonly #link: Link;
  readonly #requiredOf = new Map<string, readonly string[]>();

  constructor(link: Link) {
    this.#link = link;
  }

  get kind(): Warehouse['kind'] {
    return this.#link.kind;
  }

  async query<P, R>(query: NamedQuery<P, R>, params: P, options?: CallOptions): Promise<R[]> {
    const checked = query.params.safeParse(params);
    if (!checked.success) {
      const message = `${query.name}: ${z.prettifyError(checked.error)}`;
      throw new WarehouseError('permanent', 'PARAMS', message);
    }
    return this.#ask(query.name, query.sql, checked.data as Row, query.row, options);
  }

  run<R>(sql: string, params: Row, row: z.ZodType<R>, options?: CallOptions): Promise<R[]> {
    return this.#ask(sql.trimStart().slice(0, 80), sql, params, row, options);
  }

  async command(sql: string, params: Row = {}, options?: CallOptions): Promise<void> {
    const what = sql.trimStart().slice(0, 80);
    await this.#guard(what, () => this.#link.command(sql, bindParams(sql, params), options?.signal));
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const columns = Object.keys(first);
    const required = (await this.#required(table)).filter((column) => column in first);
    for (let start = 0; start < rows.length; start += blockRows) {
      const block = rows.slice(start, start + blockRows);
      refuseMissing(block, required, table);
      const lines = block.map((row) => JSON.stringify(row, plain)).join('\n');
      await this.#guard(`insert into ${table}`, () => this.#link.insertBlock(table, columns, lines));
    }
  }

  async insertFile(load: FileLoad): Promise<void> {
    await this.#guard(`load into ${load.into}`, () => this.#link.insertFile(load));
  }

  exclusive<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
    return this.#link.pinned((link) => work(new LinkedWarehouse(link)));
  }

  async ping(): Promise<void> {
    await this.#guard('ping', () => this.#link.ping());
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  /** Columns that cannot be NULL. The engine would read a JSON null there as zero. */
  async #required(table: string): Promise<readonly string[]> {
    const known = this.#requiredOf.get(table);
    if (known !== undefined) return known;
    const described = await this.#ask(
      `describe ${table}`,
      `DESCRIBE TABLE ${checkedTable(table)}`,
      {},
      ColumnType,
      undefined,
    );
    const required = described.filter(({ type }) => !mayBeNull.test(type)).map(({ name }) => name);
    this.#requiredOf.set(table, required);
    return required;
  }

  async #ask<R>(
    what: string,
    sql: string,
    params: Row,
    row: z.ZodType<R>,
    options: CallOptions | undefined,
  ): Promise<R[]> {
    const rows = await this.#guard(what, () =>
      this.#link.rows(sql, bindParams(sql, params), options?.signal),
    );
    return parsedRows(rows, row, what);
  }

  async #guard<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toWarehouseError(error, what);
    }
  }
}
