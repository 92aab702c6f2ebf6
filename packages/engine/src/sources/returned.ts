import { createHmac } from 'node:crypto';
import { asWritten } from '@miaotou/domain';
import { PermanentError } from '../shared/index.js';
import type { CorrectionFile } from './correction.js';
import { originalOf } from './correction.js';
import type { ImportsDeps } from './deps.js';
import type { BatchRecord, SourceRow } from './ports.js';
import { readAhead } from './write-rows.js';

/** Header of the column that says which row a line of a returned workbook is. */
export const referenceHeader = '隔离行编号';

/** How many rows are asked for in one question. */
const blockRows = 2_000;

export const isReturned = (headers: readonly string[]): boolean =>
  headers.some((header) => header.trim() === referenceHeader);

/** Sheets in the order by which references count them. */
export const sheetsInOrder = (batch: Pick<BatchRecord, 'headers'>): readonly string[] =>
  Object.keys(batch.headers).toSorted();

function seal(secret: Buffer, place: string): string {
  return createHmac('sha256', secret).update(`row-reference:${place}`).digest('hex').slice(0, 8);
}

/** The reference of a row; its seal tells a reference that a spreadsheet has counted up from one that we gave. */
export function rowReference(secret: Buffer, batchId: number, sheetAt: number, row: number): string {
  const place = `${batchId}-${sheetAt}-${row}`;
  return `${place}-${seal(secret, place)}`;
}

function placeOf(
  secret: Buffer,
  reference: string,
): { batchId: number; sheetAt: number; row: number } | null {
  const found = /^(\d{1,15})-(\d{1,4})-(\d{1,10})-([0-9a-f]{8})$/.exec(reference.normalize('NFKC').trim());
  if (found === null) return null;
  const [, batchId = '', sheetAt = '', row = '', given = ''] = found;
  if (seal(secret, `${batchId}-${sheetAt}-${row}`) !== given) return null;
  return { batchId: Number(batchId), sheetAt: Number(sheetAt), row: Number(row) };
}

interface ReturnedRow {
  readonly batchId: number;
  readonly sheetAt: number;
  readonly row: number;
  /** Cells by header, in the order of equal headers. */
  readonly byHeader: ReadonlyMap<string, readonly string[]>;
}

function refused(batch: BatchRecord, code: string, zh: string, en: string, row?: number): PermanentError {
  const place = { file: batch.fileName, ...(row === undefined ? {} : { row, field: referenceHeader }) };
  return new PermanentError('invalid', code, { zh, en }, place);
}

function readRow(
  deps: ImportsDeps,
  batch: BatchRecord,
  headers: readonly string[],
  { row, cells }: SourceRow,
): ReturnedRow | null {
  if (cells.every((cell) => cell.trim() === '')) return null;
  const at = headers.findIndex((header) => header.trim() === referenceHeader);
  const place = placeOf(deps.secret, cells[at] ?? '');
  if (place === null) {
    throw refused(
      batch,
      'row-reference',
      `第 ${row} 行的“${referenceHeader}”缺失或被改动，无法确定对应哪一行；请勿增删行或改动该列。整份文件未作处理。`,
      `Row ${row}: its row reference is missing or altered, so which row it mends cannot be told. Nothing of the file was taken.`,
      row,
    );
  }
  const byHeader = new Map<string, string[]>();
  headers.forEach((header, index) => {
    byHeader.set(header, [...(byHeader.get(header) ?? []), cells[index] ?? '']);
  });
  return { ...place, byHeader };
}

async function readWorkbook(
  deps: ImportsDeps,
  batch: BatchRecord,
  path: string,
  signal: AbortSignal,
): Promise<ReturnedRow[]> {
  const manifests = await deps.layouts.known();
  const file = await deps.reader.open(path, batch.fileName);
  const found: ReturnedRow[] = [];
  for await (const sheet of file.sheets(signal)) {
    const { head, rows } = await readAhead(sheet);
    const layout =
      head.length === 0 ? null : deps.reader.recognise(head, manifests, { fileName: batch.fileName });
    if (layout?.ok !== true || !isReturned(layout.headers)) continue;
    for await (const row of rows()) {
      if (row.row <= layout.headerRow) continue;
      const read = readRow(deps, batch, layout.headers, row);
      if (read !== null) found.push(read);
    }
  }
  return found;
}

/** The row as it was shown, with what the office wrote over it. */
function mended(headers: readonly string[], shown: readonly string[], row: ReturnedRow): string[] {
  const taken = new Map<string, number>();
  return Array.from({ length: Math.max(headers.length, shown.length) }, (_, at) => {
    const header = headers[at] ?? '';
    const nth = taken.get(header) ?? 0;
    taken.set(header, nth + 1);
    const was = shown[at] ?? '';
    const now = asWritten(row.byHeader.get(header)?.[nth] ?? was);
    return now.trim() === was.trim() ? was : now;
  });
}

async function mendedRows(
  deps: ImportsDeps,
  original: BatchRecord,
  returned: readonly ReturnedRow[],
): Promise<CorrectionFile['rows']> {
  const sheets = sheetsInOrder(original);
  const rows: CorrectionFile['rows'] = [];
  for (let from = 0; from < returned.length; from += blockRows) {
    const block = returned.slice(from, from + blockRows);
    const places = block.map(({ sheetAt, row }) => ({ sheet: sheets[sheetAt] ?? '', row }));
    const shown = await deps.store.shownCells(original.id, places);
    const byPlace = new Map(shown.map((one) => [`${one.sheet}\n${one.row}`, one.cells]));
    block.forEach((row, index) => {
      const sheet = places[index]?.sheet ?? '';
      const was = byPlace.get(`${sheet}\n${row.row}`);
      // A row that waits no more was dealt with meanwhile; what was decided then stands.
      if (was === undefined) return;
      rows.push({
        sheet,
        row: row.row,
        cells: mended(original.headers[sheet] ?? [], was, row),
        shown: [...was],
      });
    });
  }
  return rows;
}

/** Makes the correction out of a workbook that the sending office gave back; the batch stands for it from then on. */
export async function takeReturned(
  deps: ImportsDeps,
  batch: BatchRecord,
  path: string,
  signal: AbortSignal,
): Promise<BatchRecord & { readonly corrects: number }> {
  const returned = await readWorkbook(deps, batch, path, signal);
  const ids = new Set(returned.map(({ batchId }) => batchId));
  const [corrects] = ids;
  if (corrects === undefined || ids.size > 1) {
    throw refused(
      batch,
      'returned-of-several',
      '退回更正表须恰好对应一份报送文件；请按下载的原表填写，不要合并。',
      'A returned workbook must belong to exactly one delivery; fill in the workbook as it was sent, without joining several.',
    );
  }
  const original = await originalOf(deps, corrects);
  if (original.source !== batch.source) {
    throw refused(
      batch,
      'returned-of-other-source',
      '该退回更正表属于另一来源，请选择正确的来源后再上传。',
      'The returned workbook belongs to another source; choose that source and upload it again.',
    );
  }
  const rows = await mendedRows(deps, original, returned);
  const file: CorrectionFile = {
    corrects,
    by: batch.receivedFrom,
    reason: `报送单位退回更正表：${batch.fileName}`,
    at: batch.receivedAt.toISOString(),
    rows,
    places: [],
    change: null,
    confirms: false,
    undoes: null,
    returned: { fileName: batch.fileName, sha256: batch.sha256 },
  };
  const kept = await deps.files.keepText(JSON.stringify(file));
  await deps.records.transaction(async (tx) => {
    await deps.corrections.add(tx, {
      batchId: batch.id,
      corrects,
      kind: 'returned',
      layout: original.layout ?? '',
      author: file.by,
      reason: file.reason,
      madeAt: batch.receivedAt,
      rows: rows.length,
      mapping: null,
      undoes: null,
    });
    await deps.batches.change(tx, batch.id, { corrects, sha256: kept.sha256, fileBytes: kept.bytes });
  });
  return { ...batch, corrects, sha256: kept.sha256, fileBytes: kept.bytes };
}
