import { headerWords } from './headers.js';
import type { RecognisedLayout } from './recognise.js';

const totals =
  /^(本页|本月|本期|本季|本年|全县|全镇)?(合计|总计|小计|共计|累计|总合计)(数|金额|人数)?$|^(grandtotal|subtotal|total)$/;
const officer =
  '(填报|填表|制表|审核|审批|复核|核对|负责|单位负责|经办|报送|统计|联系|签发|报表)(人|人员|单位|部门|日期|时间|员|领导|电话|方式)';
const signed = '(签名|签字|盖章|签章|\\((签名|签字|盖章|签章)\\))?';
const signature = new RegExp(
  `^(${officer}${signed}(:|$)|(填报|制表|审核|复核|签名|签字|盖章|打印日期|导出时间):)`,
);
/** Forms that leave blank space in place of the colon. */
const spacedSignature = new RegExp(`^${officer}${signed}\\s`);
const note = /^(注|备注|说明|填报说明|填表说明|数据来源|资料来源|附注):/;

/** Why a row below the header is no data row. */
export type TrailerReason = 'blank' | 'total' | 'signature' | 'repeated-header';

/** What of a layout every row is held against, worked out once for all rows of a sheet. */
interface Marks {
  /** Places of the known columns, with the words of their headers. */
  readonly headers: readonly { readonly at: number; readonly words: string }[];
  /** Places of the columns that must be filled; -1 for one that the sheet does not have. */
  readonly required: readonly number[];
}

const known = new WeakMap<RecognisedLayout, Marks>();

function marksOf(layout: RecognisedLayout): Marks {
  const before = known.get(layout);
  if (before !== undefined) return before;
  const { columns, headers, manifest } = layout;
  const marks = {
    headers: Object.values(columns).map((at) => ({ at, words: headerWords(headers[at] ?? '').words })),
    required: manifest.columns.flatMap(({ field, required }) => (required ? [columns[field] ?? -1] : [])),
  };
  known.set(layout, marks);
  return marks;
}

/**
 * Whether a row is no data: blank, a total, a line of signatures or notes, or the header once more. A row in which
 * every required cell is filled is always data, unless its first word is a total.
 */
export function trailerReason(cells: readonly string[], layout: RecognisedLayout): TrailerReason | null {
  const [first, second = ''] = firstFilled(cells);
  if (first === undefined) return 'blank';
  const marks = marksOf(layout);
  if (repeatsHeader(cells, marks)) return 'repeated-header';
  if (isTotal(first) || isTotal(second)) return 'total';
  if (isComplete(cells, marks)) return null;
  const start = bare(first);
  const signs = signature.test(start) || spacedSignature.test(first.normalize('NFKC').trim());
  return signs || note.test(start) ? 'signature' : null;
}

/** Whether a row is no data row; see trailerReason. */
export const isTrailer = (cells: readonly string[], layout: RecognisedLayout): boolean =>
  trailerReason(cells, layout) !== null;

const grandTotal =
  /^(本月|本期|本季|本年|全县|全镇)?(合计|总计|共计|总合计)(数|金额|人数)?$|^(grandtotal|total)$/;

/** Whether a line of totals is of all rows: neither of a part (小计) nor of a page, nor cumulative since earlier (累计). */
export const isGrandTotal = (cells: readonly string[]): boolean =>
  firstFilled(cells).some((cell) => grandTotal.test(bare(cell).replace(/:$/, '')));

const isBlank = (cell: string): boolean => !/[^\s\u200B-\u200D\uFEFF]/.test(cell);

/** The first two cells that hold anything. */
function firstFilled(cells: readonly string[]): readonly string[] {
  const filled: string[] = [];
  for (let at = 0; at < cells.length && filled.length < 2; at += 1) {
    const cell = cells[at] ?? '';
    if (!isBlank(cell)) filled.push(cell);
  }
  return filled;
}

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

/** In ASCII, a total begins with one of the letters of total, subtotal and grand total. */
const noTotal = /^\s*(?![\sgst])[\0-\x7f]+$/i;

const isTotal = (text: string): boolean => !noTotal.test(text) && totals.test(bare(text).replace(/:$/, ''));

/** Most cells of a table hold signs of ASCII alone: codes, days, amounts. What they cannot say need not be looked for. */
const ascii = /^[\0-\x7f]*$/;

/** Whether a cell can be seen, without reading it as a header is read, to hold no such header. */
const plainlyOther = (cell: string, words: string): boolean => ascii.test(cell) && !ascii.test(words);

/** At least four of five known columns hold their own header; most rows are told from it by two cells. */
function repeatsHeader(cells: readonly string[], { headers }: Marks): boolean {
  let others = 0;
  const alike: Marks['headers'][number][] = [];
  for (const header of headers) {
    if (header.words === '' || plainlyOther(cells[header.at] ?? '', header.words)) others += 1;
    else alike.push(header);
    if (others * 5 > headers.length) return false;
  }
  for (const { at, words } of alike) {
    if (headerWords(cells[at] ?? '').words !== words) others += 1;
    if (others * 5 > headers.length) return false;
  }
  return others < headers.length;
}

const isComplete = (cells: readonly string[], { required }: Marks): boolean =>
  required.length > 0 && required.every((at) => !isBlank(cells[at] ?? ''));
