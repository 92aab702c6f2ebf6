import type { Column, Manifest, Note } from '@miaotou/contracts';
import { cutText } from '../shared/index.js';

const wan = 1_000_000;
const unitWords: Readonly<Record<number, { readonly zh: string; readonly en: string }>> = {
  100: { zh: '元', en: 'yuan' },
  100_000: { zh: '千元', en: 'thousand yuan' },
  [wan]: { zh: '万元', en: 'ten thousand yuan' },
  10_000_000_000: { zh: '亿元', en: 'hundred million yuan' },
};

const headersOf = (columns: readonly Column[]): string => columns.map(({ header }) => header).join('、');

/** Tells in which unit money was taken, where it is not plain yuan. */
export function unitNotes(manifest: Manifest, factors: Readonly<Record<string, number>>): Note[] {
  return Object.entries(unitWords).flatMap(([factor, word]) => {
    const columns = manifest.columns.filter(({ field }) => factors[field] === Number(factor));
    if (columns.length === 0 || Number(factor) === 100) return [];
    return [
      {
        code: 'unit-taken',
        message: {
          zh: `金额按${word.zh}换算为元（×${Number(factor) / 100}）：${headersOf(columns)}。`,
          en: `Money was taken in ${word.en} (factor ${Number(factor) / 100}): ${headersOf(columns)}.`,
        },
      },
    ];
  });
}

export const unitColumnNote = (header: string): Note => ({
  code: 'unit-by-row',
  message: {
    zh: `金额单位逐行取自“${header}”列。`,
    en: `The unit of money was taken row by row from column "${header}".`,
  },
});

export const periodNote = (column: Column, period: string, text: string): Note => ({
  code: 'period-stated',
  message: {
    zh: `表中没有“${column.header}”列，取自“${cutText(text, 60)}”：${period}。`,
    en: `The sheet has no column "${column.header}"; ${period} was taken from "${cutText(text, 60)}".`,
  },
});

export const hiddenDoubleNote = (headers: readonly string[]): Note => ({
  code: 'hidden-column-ignored',
  message: {
    zh: `隐藏列与显示的列同名，未采用隐藏列：${headers.join('、')}。`,
    en: `Hidden columns that double a visible one were ignored: ${headers.join(', ')}.`,
  },
});

export const hiddenReadNote = (headers: readonly string[]): Note => ({
  code: 'hidden-column-read',
  message: {
    zh: `以下列在表中被隐藏，仍已读取：${headers.join('、')}。`,
    en: `These columns are hidden in the sheet and were read all the same: ${headers.join(', ')}.`,
  },
});
