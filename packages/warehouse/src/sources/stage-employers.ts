import type { Manifest } from '@miaotou/contracts';
import type { SettledEmployer, WrittenEmployer } from '@miaotou/engine';
import type { Warehouse } from '../client/index.js';
import { Counted, SettledRow, WrittenRow } from './answers.js';
import { recallIdentities, rememberIdentities } from './identities-sql.js';
import { firstsSql, plainlyWritten, stagedRows, writtenSql } from './stage-sql.js';

const settledPage = 5_000;
/** More than a delivery can have: its rows are numbered in 32 bits. */
const maxRows = 2 ** 32 - 1;

/** The employers whom the rows of one staged delivery name. */
export class StagedEmployers {
  readonly #warehouse: Warehouse;
  readonly #manifest: Manifest;
  #seen = false;
  /** How far the written employers were asked for; null before they were. */
  #asked: number | null = null;

  constructor(warehouse: Warehouse, manifest: Manifest) {
    this.#warehouse = warehouse;
    this.#manifest = manifest;
  }

  /** Goes through the rows for those whom they name, once. */
  async #see(): Promise<void> {
    if (this.#seen) return;
    this.#seen = true;
    await this.#warehouse.command(firstsSql);
  }

  async settleKnown(terms: string): Promise<void> {
    if (this.#manifest.employer === undefined) return;
    await this.#see();
    await this.#warehouse.command(recallIdentities, { terms });
  }

  async written(most = maxRows): Promise<readonly WrittenEmployer[]> {
    if (this.#manifest.employer === undefined) return [];
    if (this.#asked === null) {
      await this.#see();
      // In a running county nearly everybody is settled, and whoever is left wrote a wrong code.
      const [plain] = await this.#warehouse.run(plainlyWritten, {}, Counted);
      const rows = plain?.n === 0 ? 'closely' : stagedRows;
      await this.#warehouse.command(writtenSql(this.#manifest, rows));
    }
    const from = this.#asked ?? 0;
    this.#asked = Math.min(from + most, maxRows);
    return this.#warehouse.run(
      'SELECT ident, uscc, name, place, goodRows FROM written WHERE pos >= {from:UInt32} AND pos < {until:UInt32} ORDER BY pos',
      { from, until: this.#asked },
      WrittenRow,
    );
  }

  async settle(employers: readonly SettledEmployer[]): Promise<void> {
    await this.#warehouse.insert(
      'idents',
      employers.map(({ ident, subject, name, region }) => ({ ident, subject, name, region })),
    );
  }

  async remember(terms: string, without: readonly string[]): Promise<void> {
    if (this.#asked === null) return;
    await this.#warehouse.command(rememberIdentities, { terms, without });
  }

  async *settled(): AsyncIterable<readonly SettledEmployer[]> {
    for (let from = '0'; ;) {
      const found = await this.#warehouse.run(
        'SELECT ident, subject, name, region FROM idents WHERE ident > {from:UInt64} ORDER BY ident LIMIT {size:UInt32}',
        { from, size: settledPage },
        SettledRow,
      );
      if (found.length > 0) yield found;
      if (found.length < settledPage) return;
      from = found.at(-1)?.ident ?? from;
    }
  }
}
