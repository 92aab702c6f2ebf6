import { addDays, addMonths, type Day } from '@miaotou/domain';
import {
  type County,
  type Employer,
  type InsuranceDebt,
  type Random,
  syntheticPerson,
} from '../../ground/index.js';
import type { Cell } from '../cells.js';
import { chunksOf, type Chunk } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';
import { enrolmentFiles } from './enrolment.js';

/** Insurance types and an employer's monthly contribution per head, in fen. */
const insurances = [
  ['养老', 620_00],
  ['失业', 32_00],
  ['工伤', 12_00],
  ['医疗', 260_00],
] as const;

const tail = 5;
/** Months of which the list of arrears is kept, up to the one after which it stops coming. */
const listedMonths = 4;

/** Whether the list of arrears of a month came; else the bulk table tells of the arrears. */
const isListed = (county: County, month: Day): boolean =>
  month <= county.outage.lastMonth && month > addMonths(county.outage.lastMonth, -listedMonths);
/** Late fee: 0.05 % a day (社会保险法 §86). */
const lateFeePerMonth = 0.0005 * 30;

interface Owed {
  readonly employer: Employer;
  readonly months: readonly Day[];
  readonly insured: number;
}

/** Months unpaid as of the end of a month; empty in the first month after all was paid. */
function owedIn(county: County, debt: InsuranceDebt, month: Day): Owed | null {
  if (month < debt.from || month > addMonths(debt.to, 1)) return null;
  const index = county.months.indexOf(month);
  const months = month > debt.to ? [] : county.months.filter((each) => each >= debt.from && each <= month);
  return {
    employer: debt.employer,
    months,
    insured: county.happenings.insured[debt.employer.index]?.[index] ?? 0,
  };
}

function owedBy(county: County, month: Day): Owed[] {
  return county.happenings.insuranceDebts
    .map((debt) => owedIn(county, debt, month))
    .filter((owed) => owed !== null);
}

/** Indicator rows of one month for every employer, and of those in arrears where no list of arrears was kept yet. */
function monthRows(county: County, month: Day, zeroes: boolean): Cell[][] {
  const index = county.months.indexOf(month);
  const rowOf = ({ uscc, name, townName }: Employer, code: string, value: number): Cell[] => [
    uscc,
    name,
    townName,
    code,
    { month },
    value,
    '社保系统',
    '',
  ];
  const rows = county.employers.flatMap((employer) => {
    const insured = county.happenings.insured[employer.index]?.[index] ?? 0;
    const left = county.happenings.separations[employer.index]?.[index] ?? 0;
    const headcount = rowOf(employer, 'insured_headcount', insured);
    return left > 0 || zeroes ? [headcount, rowOf(employer, 'SI06', left)] : [headcount];
  });
  if (isListed(county, month)) return rows;
  const arrears = owedBy(county, month).flatMap(({ employer, months, insured }) => {
    const owed = months.length * insured * insurances.reduce((sum, [, rate]) => sum + rate, 0);
    return [
      rowOf(employer, 'SI01', months.length),
      rowOf(employer, 'SI02', owed),
      rowOf(employer, 'SI03', Math.round(owed * lateFeePerMonth)),
      rowOf(employer, 'SI04', months.length === 0 ? 0 : insured),
    ];
  });
  return [...rows, ...arrears];
}

const tableColumns = [
  { header: '统一社会信用代码', role: 'uscc' },
  { header: '单位名称' },
  { header: '所属乡镇' },
  { header: '指标代码' },
  { header: '所属期' },
  { header: '数值', role: 'number' },
  { header: '数据来源' },
  { header: '备注' },
] as const;

/** Bulk tables are exported by a system: hardly a slip in them. */
const systemRates = { bad: 0.0004, duplicate: 0.0004, wrongCode: 0 };

function tables(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const chunks = chunksOf(county, { tail, delay: 3, running: false });
  const monthly = (chunk: Chunk): boolean => addMonths(chunk.from, 1) === chunk.to;
  const draft = (chunk: Chunk, rows: Cell[][], note = '', repeated = 0) =>
    deliver(random, {
      source: 'social-insurance',
      layout: 'si-indicator-table',
      fileName: `社保指标汇总表${chunk.label}${note}.csv`,
      receivedOn: note === '' ? chunk.receivedOn : addDays(chunk.receivedOn, 9),
      format: 'csv',
      columns: tableColumns,
      rows,
      planted,
      habits: { month: 'iso' },
      rates: note === '' ? systemRates : { bad: 0, duplicate: 0, wrongCode: 0 },
      repeated,
    });
  const files = chunks.map((chunk) => {
    const months = county.months.filter((month) => month >= chunk.from && month < chunk.to);
    return draft(
      chunk,
      months.flatMap((month) => monthRows(county, month, monthly(chunk))),
    );
  });
  // One month was delivered again with a handful of figures put right.
  const again = chunks.at(-2);
  if (again === undefined || !monthly(again)) return files;
  const spared = (code: Cell | undefined) => typeof code !== 'string' || planted.has(code);
  const corrected = monthRows(county, again.from, true).map((row, i) => {
    const value = row[5];
    const mended = i % 1001 === 500 && typeof value === 'number' && !spared(row[0]);
    return mended ? [...row.slice(0, 5), value + 1, '社保系统', '更正'] : row;
  });
  const news = corrected.filter((row) => row[7] === '更正').length + (files.at(-2)?.bad ?? 0);
  return [...files, draft(again, corrected, '（更正）', corrected.length - news)];
}

function arrearsRows(county: County, month: Day): Cell[][] {
  return owedBy(county, month).flatMap(({ employer, months, insured }) => {
    const contact = syntheticPerson(70_000 + employer.index);
    const shown = months.length === 0 ? [month] : months;
    return shown.flatMap((feePeriod) =>
      insurances.map(([insurance, rate]): Cell[] => {
        const due = insured * rate;
        const owed = months.length === 0 ? 0 : due;
        const age = county.months.indexOf(month) - county.months.indexOf(feePeriod) + 1;
        return [
          `SB${String(employer.index + 1).padStart(6, '0')}`,
          employer.uscc,
          employer.name,
          insurance,
          { month: feePeriod },
          { fen: due },
          { fen: due - owed },
          { fen: owed },
          months.length,
          { fen: Math.round(owed * lateFeePerMonth * age) },
          insured,
          owed === 0 ? '已补缴' : '欠费',
          '惠来县税务局',
          contact.name,
          contact.phone,
        ];
      }),
    );
  });
}

function arrearsLists(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  return chunksOf(county, { tail: county.months.length, delay: 5, running: false })
    .filter(({ from }) => isListed(county, from))
    .map((chunk) =>
      deliver(random, {
        source: 'social-insurance',
        layout: 'si-arrears',
        fileName: `社保欠费明细${chunk.label}.csv`,
        receivedOn: chunk.receivedOn,
        format: 'csv',
        encoding: 'gb18030',
        title: '惠来县社会保险费欠费明细表',
        total: 8,
        planted,
        columns: [
          { header: '序号' },
          { header: '单位编号(社保)' },
          { header: '统一社会信用代码', role: 'uscc' },
          { header: '单位名称', role: 'name' },
          { header: '险种(养老/失业/工伤/医疗)' },
          { header: '费款所属期' },
          { header: '应缴金额', role: 'money' },
          { header: '实缴金额', role: 'money' },
          { header: '欠费金额', role: 'money' },
          { header: '欠费月数' },
          { header: '滞纳金', role: 'money' },
          { header: '参保人数' },
          { header: '缴费状态' },
          { header: '征收部门' },
          { header: '联系人' },
          { header: '联系电话' },
        ],
        rows: arrearsRows(county, chunk.from).map((row, i) => [i + 1, ...row]),
      }),
    );
}

/** Everything the social-insurance fund and the collecting bureau sent. */
export function socialInsuranceFiles(
  county: County,
  random: Random,
  planted: ReadonlySet<string>,
): Delivery[] {
  return [
    ...tables(county, random, planted),
    ...arrearsLists(county, random, planted),
    ...enrolmentFiles(county, random, planted),
  ];
}
