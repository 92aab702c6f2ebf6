import { countUnits, moneyUnits, unitNames, unitWorth } from '@miaotou/contracts';
import type { Column, ColumnUnit, Manifest, Note } from '@miaotou/contracts';
import { cutText } from '../shared/index.js';

const headersOf = (columns: readonly Column[]): string => columns.map(({ header }) => header).join('、');

/** Tells in which units numbers were taken, where these are not plain yuan, ones or percent. */
export function unitNotes(manifest: Manifest, factors: Readonly<Record<string, number>>): Note[] {
  const taken = (unit: ColumnUnit, fits: (column: Column) => boolean) =>
    manifest.columns.filter((column) => fits(column) && factors[column.field] === unitWorth[unit]);
  const money = moneyUnits
    .filter((unit) => unit !== 'yuan')
    .flatMap((unit): Note[] => {
      const columns = taken(unit, ({ type }) => type === 'money');
      const times = unitWorth[unit] / 100;
      if (columns.length === 0) return [];
      const zh = `金额按${unitNames[unit].zh}换算为元（×${times}）：${headersOf(columns)}。`;
      const en = `Money was taken in ${unitNames[unit].en} (factor ${times}): ${headersOf(columns)}.`;
      return [{ code: 'unit-taken', message: { zh, en } }];
    });
  const others = ([...countUnits, 'fraction'] as const)
    .filter((unit) => unit !== 'ones')
    .flatMap((unit): Note[] => {
      const columns = taken(unit, ({ type }) =>
        unit === 'fraction' ? type === 'percent' : type === 'count' || type === 'number',
      );
      if (columns.length === 0) return [];
      const zh = `数值按${unitNames[unit].zh}换算（×${unitWorth[unit]}）：${headersOf(columns)}。`;
      const en = `Numbers were taken in ${unitNames[unit].en} (factor ${unitWorth[unit]}): ${headersOf(columns)}.`;
      return [{ code: 'number-unit-taken', message: { zh, en } }];
    });
  return [...money, ...others];
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
