import { unitWorth } from '@miaotou/contracts';
import type { Column, Manifest, Note } from '@miaotou/contracts';

/** A sheet's own line of totals: its cells by field, and the row of the total before it (0: none). */
export interface TotalLine {
  readonly row: number;
  readonly after: number;
  readonly cells: Readonly<Record<string, string>>;
}
/** A total as stated (null: no number) and as the rows add up, in the stored unit. */
export interface SummedTotal {
  readonly field: string;
  readonly stated: number | null;
  readonly all: number;
  readonly above: number;
  readonly since: number;
  /** Rows whose cell could not be read. */
  readonly unread: number;
}
export interface SummedSheet {
  readonly sheet: string;
  readonly factors: Readonly<Record<string, number>>;
  readonly line: TotalLine;
  readonly sums: readonly SummedTotal[];
}

/** Half of the last place that the sender wrote, in the stored unit: a total may have been rounded where its rows were not. */
function roundingOf(text: string, factor: number): number {
  const decimals = /[.．](\d+)/u.exec(text)?.[1]?.length ?? 0;
  return (factor * 10 ** -decimals) / 2;
}

function shown({ type }: Column, value: number): string {
  const decimals = type === 'money' ? 2 : 0;
  const number = type === 'money' ? value / 100 : value;
  return number.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: Math.max(decimals, 4),
  });
}

/**
 * A sheet's own totals that its rows do not add up to, each in one sentence. A total may be of all rows, of those above
 * it, or of those since the total before it.
 */
export function totalNotes(
  manifest: Manifest,
  factors: Readonly<Record<string, number>>,
  line: TotalLine,
  sums: readonly SummedTotal[],
): Note[] {
  return sums.flatMap(({ field, stated, all, above, since, unread }): Note[] => {
    const column = manifest.columns.find((one) => one.field === field);
    if (column === undefined || stated === null) return [];
    const usual = column.type === 'money' ? 'yuan' : 'ones';
    const factor = factors[field] ?? unitWorth[column.unit ?? usual];
    // Binary fractions leave a residue far below the smallest unit.
    const slack =
      roundingOf(line.cells[field] ?? '', factor) * (1 + 1e-9) + (column.type === 'money' ? 1 : 1e-6);
    if ([all, above, since].some((sum) => Math.abs(sum - stated) <= slack)) return [];
    const added = above === 0 ? all : above;
    const [total, sum, apart] = [stated, added, stated - added].map((value) => shown(column, value));
    const lost =
      unread === 0
        ? { zh: '', en: '' }
        : { zh: `；另有 ${unread} 行该列无法读取`, en: `; ${unread} rows cannot be read there` };
    const unit = column.type === 'money' ? { zh: ' 元', en: ' yuan' } : { zh: '', en: '' };
    return [
      {
        code: 'total-differs',
        message: {
          zh: `第 ${line.row} 行合计“${column.header}”为 ${total}${unit.zh}，逐行相加为 ${sum}${unit.zh}，差 ${apart}${unit.zh}${lost.zh}。`,
          en: `Row ${line.row} gives ${total} as the total of ${column.header}; its rows add up to ${sum}, a difference of ${apart}${unit.en}${lost.en}.`,
        },
      },
    ];
  });
}
