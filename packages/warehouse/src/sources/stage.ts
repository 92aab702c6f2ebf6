import { askingFaults, faultNumber } from '@miaotou/engine';
import type {
  BulkFile,
  MappedFiles,
  SettledEmployer,
  Stage,
  StageCounts,
  StageFindings,
  StagedRow,
  StagePlan,
  StatedIndustry,
  SummedSheet,
  TextSheet,
  WrittenEmployer,
} from '@miaotou/engine';
import { z } from 'zod';
import { WarehouseError } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { Counted, CountsRow } from './answers.js';
import { deliveredPeriods } from './delivered-sql.js';
import { directValues } from './direct-sql.js';
import { duplicate, keptRow, quarantined, settleRepeated, settleToldBefore } from './fates.js';
import { settlePlaces, statedIndustries } from './registry-sql.js';
import { settleLeaps } from './leaps.js';
import { quarantineRows } from './landing-sql.js';
import { mappedLoads } from './mapped-sql.js';
import { orderGroups } from './group-sql.js';
import { PageRow, stagedRowOf } from './page-rows.js';
import { retractEvents, retractObservations } from './retract-sql.js';
import { StagedEmployers } from './stage-employers.js';
import {
  bulkLoad,
  bulkCellsLoad,
  closeReading,
  faultList,
  hardColumns,
  otherCodeFields,
  placeFields,
  rowChecksOf,
  stagedRows,
  stageTables,
  textLoad,
} from './stage-sql.js';
import type { StagedSheet } from './stage-sql.js';
import { quoted } from './sql-text.js';
import { summedTotals } from './totals.js';
import { workTables } from './work-tables.js';
import { zeroAbsent } from './zero-absent.js';

/** Beyond this the staging goes to disk: it takes about three times the file. */
const memoryBytes = 300 * 1024 * 1024;
const pageRows = 20_000;

const bulkSettings = {
  input_format_csv_detect_header: 0,
  input_format_csv_allow_variable_number_of_columns: 1,
  input_format_csv_trim_whitespaces: 0,
  format_csv_delimiter: ',',
  max_insert_threads: 2,
  // A block is held while it grows, and once more while it is written.
  min_insert_block_size_rows: 130_000,
  min_insert_block_size_bytes: 32 * 1024 * 1024,
  // Nothing among the quick checks is so dear that it would pay to single out the rows that need it.
  short_circuit_function_evaluation: 'disable',
};
/** Engine codes of a text that is not the CSV it seemed to be. */
const parseFaults: ReadonlySet<string> = new Set(['26', '27', '117', '131']);

/** The staging of one delivery, on a connection of its own: its tables are temporary and nobody else sees them. */
export class WarehouseStage implements Stage {
  readonly #warehouse: Warehouse;
  readonly #plan: StagePlan;
  readonly #employers: StagedEmployers;
  readonly #sheets: StagedSheet[] = [];
  readonly #texts: TextSheet[] = [];
  /** The file, where the engine read it itself. */
  #bulk: BulkFile | null = null;

  #unparsed = false;
  /** Lines of that file that only our own reader understands. */
  #odd = 0;
  #held = 0;
  /** SQL of a row's key. A delivery that tells the whole state of a period is told apart by that period. */
  #key = 'staged.row_key';

  private constructor(warehouse: Warehouse, plan: StagePlan) {
    this.#warehouse = warehouse;
    this.#plan = plan;
    this.#employers = new StagedEmployers(warehouse, plan.manifest);
  }

  static async open(warehouse: Warehouse, plan: StagePlan): Promise<WarehouseStage> {
    const tables = [...stageTables(plan, plan.bytes <= memoryBytes), ...workTables];
    for (const table of tables) await warehouse.command(table);
    return new WarehouseStage(warehouse, plan);
  }

  async load(part: TextSheet | BulkFile): Promise<void> {
    const { columns, factors } = part;
    this.#sheets.push({ sheet: part.kind === 'text' ? part.sheet : '', columns, factors });
    if (part.kind === 'text') {
      this.#texts.push(part);
      await this.#warehouse.insertFile({
        into: 'staged',
        path: part.path,
        format: 'TSV',
        ...textLoad(this.#plan, part),
      });
    } else {
      this.#bulk = part;
      try {
        await this.#warehouse.insertFile({
          into: 'staged',
          path: part.path,
          format: 'CSV',
          ...bulkLoad(this.#plan, part),
          settings: bulkSettings,
        });
      } catch (error) {
        // Text that the engine cannot parse is for our own reader; it says where the file is broken.
        if (!(error instanceof WarehouseError) || !parseFaults.has(error.code)) throw error;
        this.#unparsed = true;
        return;
      }
    }
    await this.#readClosely(part);
  }

  /** Most rows are written as they should be. The rest is read a second time, with all that the checks can understand. */
  async #readClosely(part: TextSheet | BulkFile): Promise<void> {
    const sheet = part.kind === 'text' ? part.sheet : '';
    const [found] = await this.#warehouse.run(
      `SELECT toString(groupBitOr(hard)) AS mask, countIf(odd) AS odd FROM staged WHERE sheet = ${quoted(sheet)}`,
      {},
      z.object({ mask: z.string(), odd: z.coerce.number() }),
    );
    const { mask: bits = '0', odd = 0 } = found ?? {};
    this.#odd += odd;
    const mask = BigInt(bits);
    if (mask === 0n) return;
    await this.#warehouse.command(closeReading(this.#plan, part, hardColumns(this.#plan.manifest, mask)));
  }

  async oddities(): Promise<number> {
    if (this.#unparsed || this.#odd > 0) return Math.max(this.#odd, 1);
    const words = quoted('合计|总计|小计|填报|审核|制表|负责人|单位盖章|Total');
    return this.#count(
      `SELECT countIf(bad AND (match(arrayStringConcat(cells, ' '), ${words}) OR arrayAll(c -> trimBoth(c) = '', cells) OR arrayExists(c -> position(c, '\\n') > 0, cells))) AS n FROM closely`,
    );
  }

  totals(): Promise<readonly SummedSheet[]> {
    return summedTotals(this.#warehouse, this.#plan, this.#texts);
  }

  rowCount(): Promise<number> {
    return this.#count(`SELECT count() AS n FROM ${stagedRows} WHERE context = 0`);
  }

  settleKnown(terms: string): Promise<void> {
    return this.#employers.settleKnown(terms);
  }

  writtenEmployers(most?: number): Promise<readonly WrittenEmployer[]> {
    return this.#employers.written(most);
  }

  settle(employers: readonly SettledEmployer[]): Promise<void> {
    return this.#employers.settle(employers);
  }

  rememberSettled(terms: string, without: readonly string[]): Promise<void> {
    return this.#employers.remember(terms, without);
  }

  settled(): AsyncIterable<readonly SettledEmployer[]> {
    return this.#employers.settled();
  }

  async writtenCodes(): Promise<readonly string[]> {
    return this.#writtenIn(otherCodeFields(this.#plan.manifest));
  }

  async writtenPlaces(): Promise<readonly string[]> {
    return this.#writtenIn(placeFields(this.#plan.manifest));
  }

  async #writtenIn(fields: readonly string[]): Promise<readonly string[]> {
    if (fields.length === 0) return [];
    const each = fields.map((field) => `v_${field}`).join(', ');
    const found = await this.#warehouse.run(
      `SELECT DISTINCT assumeNotNull(arrayJoin(arrayFilter(x -> isNotNull(x), [${each}]))) AS text FROM ${stagedRows}`,
      {},
      z.object({ text: z.string() }),
    );
    return found.map(({ text }) => text);
  }

  statedIndustries(): AsyncIterable<readonly StatedIndustry[]> {
    return statedIndustries(this.#warehouse, this.#plan.manifest);
  }

  async judge(findings: StageFindings): Promise<StageCounts> {
    await this.#warehouse.insert(
      'bad_idents',
      findings.badIdents.map((ident) => ({ ident })),
    );
    await this.#warehouse.insert(
      'bad_codes',
      findings.badCodes.map((text) => ({ text })),
    );
    await this.#faulty(findings);
    await settleRepeated(this.#warehouse, this.#plan);
    if (this.#plan.manifest.snapshot) {
      this.#key = `reinterpretAsUInt128(sipHash128(staged.row_key, ${quoted((await this.latestPeriod()) ?? '')}))`;
    }
    await this.#knownBefore();
    await settleLeaps(this.#warehouse, this.#plan, () => this.latestPeriod());
    await settlePlaces(this.#warehouse, this.#plan, findings.unknownPlaces);
    return this.#counts();
  }

  async #faulty(findings: StageFindings): Promise<void> {
    const across = rowChecksOf(this.#plan.manifest, this.#sheets);
    const reasons = ['bad', ...across.map(({ fails }) => fails)];
    if (findings.badIdents.length > 0) reasons.push('ident IN (SELECT ident FROM bad_idents)');
    if (findings.badCodes.length > 0) {
      for (const field of otherCodeFields(this.#plan.manifest))
        reasons.push(`ifNull(v_${field}, '') IN (SELECT text FROM bad_codes)`);
    }
    await this.#warehouse.command(
      `INSERT INTO fates SELECT n, ${quarantined}, 0, '' FROM ${stagedRows} WHERE ${reasons.join(' OR ')}`,
    );
  }

  /** Compares with the newest version of each key that was known when this delivery came to be known. */
  async #knownBefore(): Promise<void> {
    const { manifest, observedAt } = this.#plan;
    const known = { layout: manifest.layout, observedAt };
    if (manifest.direct !== undefined) return settleToldBefore(this.#warehouse, manifest.direct, known);
    const any = await this.#warehouse.run(
      `SELECT 1 AS n FROM miaotou.row_versions WHERE layout = {layout:String} AND observed_at <= {observedAt:DateTime64(3, 'UTC')} LIMIT 1`,
      known,
      Counted,
    );
    if (any.length === 0) return;
    await this.#warehouse.command(
      `INSERT INTO prior SELECT row_key, argMax(content, (observed_at, batch_id)), argMax(batch_id, (observed_at, batch_id)),
         argMax(sheet, (observed_at, batch_id)), argMax(row, (observed_at, batch_id))
       FROM miaotou.row_versions
       WHERE layout = {layout:String} AND observed_at <= {observedAt:DateTime64(3, 'UTC')}
         AND row_key IN (SELECT ${this.#key} FROM ${stagedRows} WHERE bad = 0)
       GROUP BY row_key`,
      known,
    );
    await this.#warehouse.command(
      `INSERT INTO fates SELECT n, ${duplicate}, 0, '' FROM ${stagedRows} INNER JOIN prior ON ${this.#key} = prior.row_key
       WHERE ${keptRow} AND staged.content = prior.content`,
    );
    await this.#warehouse.command(
      `INSERT INTO corrected SELECT n, prior.batch_id, prior.sheet, prior.row FROM ${stagedRows} INNER JOIN prior ON ${this.#key} = prior.row_key
       WHERE ${keptRow}`,
    );
  }

  async #counts(): Promise<StageCounts> {
    // Only a correction has rows that are there for their group's sake alone.
    const own = (n: string) =>
      this.#plan.correction === null ? '1' : `${n} IN (SELECT n FROM ${stagedRows} WHERE context = 0)`;
    const [found] = await this.#warehouse.run(
      `SELECT (SELECT count() FROM ${stagedRows} WHERE context = 0) AS rows,
         countIf(fate = ${quarantined}) AS quarantined, countIf(fate = ${duplicate}) AS duplicates,
         countIf(code IN (${askingFaults.map(faultNumber).join(', ')})) AS held,
         (SELECT count() FROM corrected WHERE n NOT IN (SELECT n FROM fates)) AS corrected
       FROM fates WHERE ${own('n')}`,
      {},
      CountsRow,
    );
    const counts = found ?? { rows: 0, quarantined: 0, held: 0, duplicates: 0, corrected: 0 };
    this.#held = counts.quarantined;
    return { ...counts, accepted: counts.rows - counts.quarantined - counts.duplicates };
  }

  async latestPeriod(): Promise<string | null> {
    const { manifest } = this.#plan;
    const field = `v_${manifest.periodField}`;
    const instant = manifest.columns.some(
      (column) => column.field === manifest.periodField && column.type === 'instant',
    );
    const day = instant ? `toDate32(toTimeZone(${field}, 'Asia/Shanghai'))` : field;
    const found = await this.#warehouse.run(
      `SELECT toString(max(${day})) AS day FROM ${stagedRows} WHERE n NOT IN (SELECT n FROM fates WHERE fate = ${quarantined})`,
      {},
      z.object({ day: z.string().nullable() }),
    );
    return found[0]?.day ?? this.#plan.lastCycle;
  }

  async *pages(): AsyncIterable<readonly StagedRow[]> {
    const { manifest } = this.#plan;
    const grouped = manifest.groupBy !== undefined;
    if (grouped)
      for (const sql of orderGroups(manifest.groupBy ?? [], this.#key)) await this.#warehouse.command(sql);
    const typed = manifest.columns.map(({ field }) => `toString(v_${field})`).join(', ');
    const selected = `n, sheet, row, ident, [${typed}] AS cells`;
    // A copy within the file says nothing new. A row that an earlier delivery brought counts for its group's sums.
    const sql = grouped
      ? `SELECT ${selected}, toString(turn.g) AS g FROM ${stagedRows} INNER JOIN (SELECT n, g, pos FROM turn WHERE pos >= {from:UInt32} AND pos < {from:UInt32} + ${pageRows}) AS turn ON staged.n = turn.n ORDER BY turn.pos`
      : `SELECT ${selected}, toString(n) AS g FROM ${stagedRows} WHERE ${keptRow} AND n >= {from:UInt32} ORDER BY n LIMIT ${pageRows}`;
    for (let from = 0; ;) {
      const rows = await this.#warehouse.run(sql, { from }, PageRow);
      if (rows.length > 0) yield rows.map((row) => stagedRowOf(manifest, row));
      if (rows.length < pageRows) return;
      from = grouped ? from + pageRows : (rows.at(-1)?.n ?? from) + 1;
    }
  }

  async reject(rows: readonly { readonly n: number; readonly text: string }[]): Promise<StageCounts> {
    await this.#warehouse.insert(
      'rejects',
      rows.map(({ n, text }) => ({ n, said: text })),
    );
    await this.#warehouse.command(
      `INSERT INTO fates SELECT n, ${quarantined}, ${faultNumber('mapping-failed')}, said FROM rejects WHERE n NOT IN (SELECT n FROM fates)`,
    );
    return this.#counts();
  }

  async landRows(): Promise<void> {
    const { manifest, batchId, observedAt } = this.#plan;
    const known = { batchId, layout: manifest.layout, observedAt };
    if (this.#bulk === null) {
      await this.#warehouse.command(
        `INSERT INTO miaotou.raw_rows (batch_id, sheet, row, cells) SELECT {batchId:UInt64}, sheet, row, cells FROM ${stagedRows}
         WHERE context = 0${manifest.groupBy === undefined ? '' : ' OR n IN (SELECT n FROM turn)'}`,
        known,
      );
    } else {
      const { sha256, width } = this.#bulk;
      const rows = await this.rowCount();
      await this.#warehouse.insert('miaotou.originals', [{ batch_id: batchId, sha256, rows, width }]);
    }
    if (manifest.direct !== undefined) return;
    await this.#warehouse.command(
      `INSERT INTO miaotou.row_versions (layout, row_key, content, observed_at, batch_id, sheet, row)
       SELECT {layout:String}, ${this.#key}, content, {observedAt:DateTime64(3, 'UTC')}, {batchId:UInt64}, sheet, row FROM ${stagedRows} WHERE ${keptRow}`,
      known,
    );
  }

  async landQuarantine(): Promise<void> {
    const { manifest, batchId, observedAt, correction } = this.#plan;
    const known = { batchId, layout: manifest.layout, observedAt };
    // A row tried again stays an entry of the delivery that brought it, there with its newest state.
    const home = {
      ...known,
      home: correction?.batchId ?? batchId,
      by: correction?.by ?? '',
      reason: correction?.reason ?? '',
    };
    if (this.#held > 0) {
      const said = faultList(manifest, this.#sheets);
      await this.#warehouse.command(quarantineRows(said, 'open', await this.#heldRows()), home);
    }
    if (correction === null) return;
    const mended = `${stagedRows} WHERE n NOT IN (SELECT n FROM fates WHERE fate = ${quarantined})`;
    await this.#warehouse.command(quarantineRows('[]', 'corrected', `(SELECT * FROM ${mended})`), home);
  }

  /** Quarantined rows with their fates. Of a bulk file's rows that are wrong only beside others, the file tells the cells. */
  async #heldRows(): Promise<string> {
    const held = (rows: string) =>
      `(SELECT * FROM ${rows} WHERE n IN (SELECT n FROM fates WHERE fate = ${quarantined})) AS staged
      INNER JOIN (SELECT * FROM fates WHERE fate = ${quarantined}) AS fates ON staged.n = fates.n`;
    if (this.#bulk === null) return held(stagedRows);
    const bare = `SELECT n FROM fates WHERE fate = ${quarantined} AND n NOT IN (SELECT n FROM closely)`;
    if ((await this.#count(`SELECT count() AS n FROM (${bare}) AS bare`)) === 0) return held('closely');
    await this.#warehouse.command(
      'CREATE TEMPORARY TABLE came (place UInt32, as_came Array(String)) ENGINE = Memory',
    );
    await this.#warehouse.insertFile({
      into: 'came',
      path: this.#bulk.path,
      format: 'CSV',
      ...bulkCellsLoad(this.#bulk, bare),
      settings: bulkSettings,
    });
    return `(SELECT staged.* EXCEPT (cells, n), staged.n AS n, fates.code AS code, fates.said AS said, if(empty(staged.cells), came.as_came, staged.cells) AS cells
      FROM ${held(stagedRows)} LEFT JOIN came ON staged.n = came.place)`;
  }

  async landDirect(): Promise<void> {
    const { manifest, batchId, observedAt } = this.#plan;
    const { direct } = manifest;
    if (direct === undefined) return;
    await this.#warehouse.command(directValues(direct, keptRow), {
      batchId,
      layout: manifest.layout,
      observedAt,
    });
  }

  async landMapped(files: MappedFiles): Promise<void> {
    for (const load of mappedLoads(this.#plan, files)) await this.#warehouse.insertFile(load);
  }

  async retractStale(): Promise<void> {
    const { manifest, batchId, observedAt } = this.#plan;
    if (manifest.zeroWhenAbsent.length > 0)
      await zeroAbsent(this.#warehouse, this.#plan, await this.latestPeriod());
    // A corrected value stands where the earlier one stood.
    if (manifest.direct !== undefined) return;
    if ((await this.#count('SELECT count() AS n FROM corrected')) === 0) return;
    const known = { batchId, layout: manifest.layout, observedAt };
    await this.#warehouse.command(retractEvents, known);
    await this.#warehouse.command(retractObservations, known);
  }

  async landWatermark(completeThrough: string): Promise<void> {
    const { manifest, batchId, observedAt } = this.#plan;
    await this.#warehouse.insert('miaotou.watermarks', [
      {
        source: manifest.source,
        layout: manifest.layout,
        office: manifest.office.code,
        region: manifest.employer?.region ?? '',
        complete_through: completeThrough,
        observed_at: observedAt,
        batch_id: batchId,
      },
    ]);
    const told = deliveredPeriods(this.#plan, completeThrough);
    if (told !== null) await this.#warehouse.command(told.sql, told.parameters);
  }

  async #count(sql: string): Promise<number> {
    const [found] = await this.#warehouse.run(sql, {}, Counted);
    return found?.n ?? 0;
  }
}
