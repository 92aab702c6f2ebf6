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

/**
 * Whether a row is no data: blank, a total, a line of signatures or notes, or the header once more. A row in which
 * every required cell is filled is always data, unless its first word is a total.
 */
export function trailerReason(cells: readonly string[], layout: RecognisedLayout): TrailerReason | null {
  const filled = cells.flatMap((cell, at) => (isBlank(cell) ? [] : [{ at, text: cell }]));
  const [first] = filled;
  if (first === undefined) return 'blank';
  if (repeatsHeader(cells, layout)) return 'repeated-header';
  if (filled.slice(0, 2).some(({ text }) => totals.test(bare(text).replace(/:$/, '')))) return 'total';
  if (isComplete(cells, layout)) return null;
  const start = bare(first.text);
  const signs = signature.test(start) || spacedSignature.test(first.text.normalize('NFKC').trim());
  return signs || note.test(start) ? 'signature' : null;
}

/** Whether a row is no data row; see trailerReason. */
export const isTrailer = (cells: readonly string[], layout: RecognisedLayout): boolean =>
  trailerReason(cells, layout) !== null;

const isBlank = (cell: string): boolean => cell.replaceAll(/[\u200B-\u200D\uFEFF]/g, '').trim() === '';

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

function repeatsHeader(cells: readonly string[], layout: RecognisedLayout): boolean {
  const places = Object.values(layout.columns);
  const alike = places.filter((at) => {
    const words = headerWords(cells[at] ?? '').words;
    return words !== '' && words === headerWords(layout.headers[at] ?? '').words;
  });
  return alike.length > 0 && alike.length * 5 >= places.length * 4;
}

function isComplete(cells: readonly string[], layout: RecognisedLayout): boolean {
  const required = layout.manifest.columns.filter((column) => column.required);
  return (
    required.length > 0 &&
    required.every((column) => !isBlank(cells[layout.columns[column.field] ?? -1] ?? ''))
  );
}
