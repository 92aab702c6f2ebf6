import type { Random } from '../ground/index.js';
import type { Cell } from './cells.js';
import type { TableColumn } from './table.js';

/** A table's rows after the clerks' slips, and how many of them nobody can keep. */
export interface Slipped {
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that must be quarantined. */
  readonly bad: number;
  /** Rows that repeat another one exactly. */
  readonly duplicates: number;
}

/** Shares of rows that a slip befalls. */
export interface Rates {
  readonly bad: number;
  readonly duplicate: number;
  readonly wrongCode?: number;
}

/** Share of codes with a wrong check digit, where the rates say nothing of it. */
const wrongCodes = 0.002;

const usualSpellings: Readonly<Record<string, string>> = {
  鳌江镇: '熬江镇',
  东陇镇: '东垅镇',
  揭阳大南海石化工业区: '大南海',
};

/** Slips that a careful reader understands, or asks a person about: a shortened name may be another employer's. */
function harmless(random: Random, column: TableColumn, cell: Cell, whole: boolean): Cell {
  if (typeof cell !== 'string' || cell === '') return cell;
  switch (column.role) {
    case 'uscc':
      if (random.chance(0.02)) return cell.toLowerCase();
      return random.chance(0.015) ? cell.replace('0', 'O') : cell;
    case 'name':
      if (!whole && random.chance(0.004)) return cell.replace(/^(?:惠来县|揭阳市|广东)/u, '');
      if (random.chance(0.03)) return `${cell} `;
      if (random.chance(0.03)) return cell.replaceAll('（', '(').replaceAll('）', ')');
      return random.chance(0.03) ? cell.replace('有限责任公司', '有限公司') : cell;
    case 'town':
      return random.chance(0.3)
        ? Object.entries(usualSpellings).reduce((text, [right, usual]) => text.replace(right, usual), cell)
        : cell;
    default:
      return cell;
  }
}

/** A code whose check digit is wrong: its employer is still known by name and town. */
function wrongCode(cell: string): string {
  return `${cell.slice(0, 17)}${cell.endsWith('7') ? '8' : '7'}`;
}

const hopeless: Readonly<Record<'day' | 'money' | 'number', string>> = {
  day: '2026年13月45日',
  money: '约3万',
  number: '约30',
};

/** Columns that can be spoilt: those with a role for it whose cell is filled. */
function spoilable(
  columns: readonly TableColumn[],
  row: readonly Cell[],
): (readonly [number, 'day' | 'money' | 'number'])[] {
  return columns.flatMap(({ role }, i) =>
    (role === 'day' || role === 'money' || role === 'number') && row[i] !== '' && row[i] !== undefined
      ? [[i, role] as const]
      : [],
  );
}

/**
 * Puts the usual slips of domain knowledge on rows: odd spellings everywhere, a few rows beyond use, a few rows twice.
 * Rows that `spared` names keep out of the last two, so that planted stories stay whole.
 */
export function slip(
  random: Random,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  spared: (row: readonly Cell[]) => boolean,
  rates: Rates = { bad: 0.006, duplicate: 0.008 },
): Slipped {
  const result: (readonly Cell[])[] = [];
  let bad = 0;
  let duplicates = 0;
  for (const row of rows) {
    const whole = spared(row);
    const written = row.map((cell, at) => harmless(random, columns[at] ?? { header: '' }, cell, whole));
    const code = columns.findIndex(({ role }) => role === 'uscc');
    const right = row[code];
    if (typeof right === 'string' && right !== '' && !whole && random.chance(rates.wrongCode ?? wrongCodes)) {
      written[code] = wrongCode(right);
    }
    const places = spoilable(columns, row);
    if (!whole && places.length > 0 && random.chance(rates.bad)) {
      const [at, role] = random.pick(places);
      written[at] = hopeless[role];
      bad += 1;
      result.push(written);
      continue;
    }
    result.push(written);
    if (!whole && random.chance(rates.duplicate)) {
      result.push(written);
      duplicates += 1;
    }
  }
  return { rows: result, bad, duplicates };
}
