import type { Manifest, SampleRef } from '@miaotou/contracts';
import { hasLostDigits, isIdentityNumber } from '@miaotou/domain';
import type { SourceFamily } from '@miaotou/domain';
import { maskPersonal, noBatch, readAhead } from '../sources/index.js';
import type { BatchRecord, BatchRecords, FileReader, FileStore, SourceRow } from '../sources/index.js';
import type { Records } from '../shared/index.js';
import { sampleGone } from './problems.js';

export interface SampleDeps {
  readonly records: Records;
  readonly batches: Pick<BatchRecords, 'find'>;
  readonly files: FileStore;
  readonly reader: FileReader;
}

/** A file by which columns are mapped: that of a batch, or one that was brought for this only. */
export interface SampleFile {
  readonly source: SourceFamily;
  readonly fileName: string;
  readonly sha256: string;
  readonly batch: BatchRecord | null;
}

const sheetsShown = 20;

export async function sampleFile(
  { records, batches }: Pick<SampleDeps, 'records' | 'batches'>,
  ref: SampleRef,
): Promise<SampleFile> {
  if ('sha256' in ref) return { ...ref, batch: null };
  const batch = await batches.find(records.read, Number(ref.batchId));
  if (batch === null || batch.corrects !== null) throw noBatch();
  const { source, fileName, sha256 } = batch;
  return { source, fileName, sha256, batch };
}

export interface SampleSheet {
  readonly name: string;
  readonly hiddenColumns: ReadonlySet<number>;
  readonly head: readonly SourceRow[];
}

/** The first rows of each sheet as they are. */
export async function sampleSheets(
  { files, reader }: Pick<SampleDeps, 'files' | 'reader'>,
  { sha256, fileName }: Pick<SampleFile, 'sha256' | 'fileName'>,
): Promise<SampleSheet[]> {
  const sheets: SampleSheet[] = [];
  const file = await reader.open(files.pathOf(sha256), fileName).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw sampleGone();
    throw error;
  });
  for await (const sheet of file.sheets()) {
    const { head } = await readAhead(sheet);
    if (head.length === 0) continue;
    sheets.push({ name: sheet.name, hiddenColumns: sheet.hiddenColumns, head });
    if (sheets.length >= sheetsShown) break;
  }
  return sheets;
}

/** Headers of columns that plainly name a person, whatever the layout. */
const personalWords =
  /身份证|证件号|电话|手机|联系方式|银行卡|银行账|卡号|住址|家庭|姓名|投诉人|信访人|申请人|举报人/u;

/** Rows in which cells that tell of a person are masked: by what they hold, and by what their column is called. */
export function maskedRows(
  rows: readonly SourceRow[],
  manifests: readonly Manifest[],
  reader: Pick<FileReader, 'headingWords'>,
): { row: number; cells: string[] }[] {
  const wordsOf = (text: string) => reader.headingWords(text).words;
  const personal = new Set(
    manifests.flatMap(({ columns }) =>
      columns
        .filter((column) => column.personal !== undefined)
        .flatMap(({ header, aliases }) => [header, ...aliases].map(wordsOf)),
    ),
  );
  /** Row of the header below which a column tells of persons. */
  const below = new Map<number, number>();
  for (const { row, cells } of rows)
    cells.forEach((cell, at) => {
      const words = wordsOf(cell);
      const names = words !== '' && cell.length < 30 && (personal.has(words) || personalWords.test(cell));
      if (names && !below.has(at)) below.set(at, row);
    });
  return rows.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell, at) => {
      const from = below.get(at);
      const number = cell.normalize('NFKC').replace(/[\s-]/gu, '');
      const hidden =
        (from !== undefined && row > from) ||
        isIdentityNumber(number) ||
        hasLostDigits(number, isIdentityNumber) ||
        /^(1[3-9]\d{9}|\d{16,19})$/u.test(number);
      return hidden ? maskPersonal(cell) : cell;
    }),
  }));
}

/** Headings of a sheet whose header stands in a row, or in that row and the one above it. */
export function headingsOf(
  head: readonly SourceRow[],
  headerRow: number,
  twoRows: boolean,
): { readonly headings: readonly string[]; readonly rows: readonly SourceRow[] } | null {
  const at = head.findIndex(({ row }) => row === headerRow);
  const lower = head[at];
  if (lower === undefined || lower.cells.every((cell) => cell.trim() === '')) return null;
  const upper = twoRows ? head[at - 1] : undefined;
  let group = '';
  const width = Math.max(lower.cells.length, upper?.cells.length ?? 0);
  const headings = Array.from({ length: width }, (_, place) => {
    const top = (upper?.cells[place] ?? '').trim();
    const sub = (lower.cells[place] ?? '').trim();
    // A merged cell shows its words at its left end only; they hold for the columns under it.
    if (top !== '') group = top;
    return sub === '' ? top : [upper === undefined ? '' : group, sub].filter((part) => part !== '').join('/');
  });
  return { headings, rows: head.slice(at + 1) };
}
