import type { CellFault, Manifest, QuarantineRow, RowVersion } from '@miaotou/contracts';
import { faultMessage } from '../sources/index.js';
import type { BatchRecord } from '../sources/index.js';
import type { Fault, QuarantineEntry, RowEntry } from './ports.js';

/** A header without its unit and spacing: 金额（万元） and 金额 are one column. */
const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/\([^()]*\)$/, '');

/** The column of a field as this delivery writes it; the manifest's own word where the sheet has another. */
export function headerOf(manifest: Manifest | undefined, headers: readonly string[], field: string): string {
  const column = manifest?.columns.find((one) => one.field === field);
  if (column === undefined) return field;
  const names = new Set([column.header, ...column.aliases].map(plain));
  return headers.find((header) => names.has(plain(header))) ?? column.header;
}

/** The columns that one fault names: rows that contradict themselves name two. */
export function headersOf(
  manifest: Manifest | undefined,
  headers: readonly string[],
  fields: string,
): string {
  return fields
    .split(',')
    .map((field) => headerOf(manifest, headers, field))
    .join('、');
}

const leap = /^(.*) ← (\S+) \((\d{4})-(\d{2}), ([×÷])(\S+)\)$/su;

/** A fault as it is said; a leap is told with the value before it and with what usually causes one of its size. */
export function said({ code, value }: Pick<Fault, 'code' | 'value'>): Pick<CellFault, 'value' | 'message'> {
  const [, cell, last, year, month, sign, times] = code === 'unlike-before' ? (leap.exec(value) ?? []) : [];
  if (cell === undefined) return { value, message: { ...faultMessage(code) } };
  const share = Number(times);
  // A slip of the unit, and not a few times more or less: yuan and ten thousands of yuan stand next to each other.
  const unit = share > 2_000 && share < 50_000;
  const grown = sign === '×';
  return {
    value: cell,
    message: {
      zh: `本次 ${cell}，上次（${year}年${month}月）为 ${last}，相差 ${times} 倍${unit ? '，很可能是元与万元填混' : ''}；属实请确认，有误请更正`,
      en: `${cell} now, ${last} last (${year}-${month}): ${times} times ${grown ? 'more' : 'less'}${unit ? ', as when yuan and ten thousands of yuan are mixed up' : ''}; confirm it if it is right, else correct it`,
    },
  };
}

export function shownFaults(
  manifest: Manifest | undefined,
  headers: readonly string[],
  faults: readonly Fault[],
): CellFault[] {
  return faults.map((fault) => ({
    ...fault,
    header: headersOf(manifest, headers, fault.field),
    ...said(fault),
  }));
}

export function shownRow(
  batch: BatchRecord,
  manifest: Manifest | undefined,
  entry: QuarantineEntry,
): QuarantineRow {
  const headers = [...(batch.headers[entry.sheet] ?? [])];
  return {
    batchId: String(batch.id),
    fileName: batch.fileName,
    layout: batch.layout ?? '',
    sheet: entry.sheet,
    row: entry.row,
    headers,
    cells: [...entry.cells],
    faults: shownFaults(manifest, headers, entry.faults),
    state: entry.state,
    version: entry.version,
    since: entry.since.toISOString(),
  };
}

export function shownVersions(
  manifest: Manifest | undefined,
  headers: readonly string[],
  entries: readonly RowEntry[],
): RowVersion[] {
  return entries.map(({ at, cells, faults, correctionId, ...rest }, index) => ({
    ...rest,
    version: index + 1,
    at: at.toISOString(),
    cells: [...cells],
    faults: shownFaults(manifest, headers, faults),
    correctionId: correctionId === 0 ? null : String(correctionId),
  }));
}
