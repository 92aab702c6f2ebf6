import type { Bilingual } from '@miaotou/domain';

/**
 * Why a cell or a row cannot be kept. The order is the numbering in which the warehouse stores findings while it
 * checks a delivery: append only.
 */
export const faultCodes = [
  'empty',
  'not-a-number',
  'not-whole',
  'approximate-amount',
  'out-of-range',
  'not-a-day',
  'day-out-of-range',
  'not-an-instant',
  'bad-month',
  'not-a-flag',
  'unknown-choice',
  'bad-uscc',
  'scientific-identifier',
  'too-long',
  'duplicate-key-in-file',
  'mapping-failed',
  'unlike-before',
  'out-of-order',
  'does-not-add-up',
  'months-unlike-period',
  'unknown-place',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Faults that only ask: the value can be read, and a person may confirm that it is right. A row with no other is held. */
export const askingFaults: readonly FaultCode[] = ['unlike-before', 'unknown-place'];

/** What is said to the person who mends the row. */
export const faultMessages: Readonly<Record<FaultCode, Bilingual>> = {
  empty: { zh: '必填项为空', en: 'A required cell is empty' },
  'not-a-number': { zh: '不是数字', en: 'Not a number' },
  'not-whole': { zh: '应为整数', en: 'Not a whole number' },
  'approximate-amount': {
    zh: '数字是约数或范围，请填准确数',
    en: 'An approximate number or a range; give the exact one',
  },
  'out-of-range': { zh: '数值超出合理范围', en: 'Outside the plausible range' },
  'not-a-day': { zh: '不是有效日期', en: 'Not a calendar day' },
  'day-out-of-range': { zh: '日期过早或过晚', en: 'The day lies too far back or ahead' },
  'not-an-instant': { zh: '不是有效的日期时间', en: 'Not a date and time' },
  'bad-month': { zh: '不是有效的月份或季度', en: 'Not a month or quarter' },
  'not-a-flag': { zh: '应填“是”或“否”', en: 'Neither yes nor no' },
  'unknown-choice': { zh: '不在可选值之内', en: 'Not one of the known values' },
  'bad-uscc': {
    zh: '统一社会信用代码的位数或校验码不对',
    en: 'The unified social credit code has the wrong length or check digit',
  },
  'scientific-identifier': {
    zh: '编号被表格软件当作数字（科学计数法，或末几位变成 0），末几位已丢失',
    en: 'The spreadsheet took the identifier for a number (scientific notation, or zeros at its end) and lost its last digits',
  },
  'too-long': { zh: '内容过长', en: 'Too long' },
  'duplicate-key-in-file': {
    zh: '同一文件内有编号相同而内容不同的行，无法判断以哪行为准',
    en: 'Rows of this file share one key but differ; which one holds cannot be told',
  },
  'mapping-failed': {
    zh: '该行各项单独有效，但合在一起无法成立',
    en: 'Each cell holds by itself, but the row does not as a whole',
  },
  'unlike-before': {
    zh: '与该单位上一次的数值相差百倍以上，请核实是否属实',
    en: 'A hundred times the last value of the employer or more, or as small a part of it; confirm that it is right',
  },
  'out-of-order': { zh: '日期先后颠倒，请核对', en: 'The later of these dates lies before the earlier one' },
  'does-not-add-up': {
    zh: '金额不相符：后几项相减不等于第一项',
    en: 'The amounts do not add up: the first is not the second less the others',
  },
  'months-unlike-period': {
    zh: '月数少于所属期起止之间的月数，请核对',
    en: 'Fewer months than the period from its first month to its last',
  },
  'unknown-place': {
    zh: '没有这个乡镇或地名，请核对；确认无误可放行，也可设取值对照',
    en: 'No such town or place is known; correct it, map it, or confirm that it is right',
  },
};

/** Number of a fault while a delivery is checked; 0 stands for none. */
export function faultNumber(code: FaultCode): number {
  return faultCodes.indexOf(code) + 1;
}

/** The message of a stored code; a code of a newer program is shown as it is. */
export function faultMessage(code: string): Bilingual {
  const known = faultCodes.find((one) => one === code);
  return known === undefined ? { zh: code, en: code } : faultMessages[known];
}
