import { addDays, addMonths, quarterStart } from '@miaotou/domain';
import { newestDeliveredMonth } from '../../county/index.js';
import { type County, type Random, syntheticPerson } from '../../ground/index.js';
import { noticeDays } from '../../incidents/index.js';
import { chunksOf, within } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';

/** Quarters that the county still holds notices of. */
const quartersKept = 6;

const quarterName = (quarter: string): string =>
  `${quarter.slice(0, 4)}年第${Math.ceil(Number(quarter.slice(5, 7)) / 3)}季度`;

function notices(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const quarters = [...new Set(county.months.map(quarterStart))]
    .filter((quarter) => addDays(addMonths(quarter, 3), noticeDays) <= county.until)
    .slice(-quartersKept);
  return quarters.flatMap((quarter) => {
    const rows = county.happenings.taxNotices.filter((notice) => notice.quarter === quarter);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'tax',
        layout: 'tax-arrears-notice',
        fileName: `惠来县税务局欠税公告（${quarterName(quarter)}）.xlsx`,
        receivedOn: addDays(addMonths(quarter, 3), noticeDays),
        format: 'xlsx',
        title: `国家税务总局惠来县税务局${quarterName(quarter)}欠税公告`,
        total: 7,
        planted,
        columns: [
          { header: '序号' },
          { header: '纳税人名称', role: 'name' },
          { header: '纳税人识别号', role: 'uscc' },
          { header: '法定代表人(负责人)姓名' },
          { header: '身份证件号码' },
          { header: '经营地点', role: 'town' },
          { header: '欠税税种' },
          { header: '欠税余额', role: 'money' },
          { header: '当期新发生的欠税金额', role: 'money' },
        ],
        rows: rows.map(({ employer, tax, balance, fresh }, i) => {
          const head = syntheticPerson(60_000 + employer.index);
          return [
            i + 1,
            employer.name,
            employer.uscc,
            head.name,
            head.idNumber,
            `惠来县${employer.townName}`,
            tax,
            { fen: balance },
            { fen: fresh },
          ];
        }),
      }),
    ];
  });
}

function interoffice(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  return chunksOf(county, { tail: 3, delay: 5, running: false }).flatMap((chunk) => {
    const rows = within(county.happenings.taxDues, chunk, ({ month }) => month);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'tax',
        layout: 'tax-interoffice',
        fileName: `税费欠缴交换表${chunk.label}.csv`,
        receivedOn: chunk.receivedOn,
        format: 'csv',
        encoding: 'gb18030',
        title: '惠来县税费欠缴情况交换表',
        total: 9,
        planted,
        columns: [
          { header: '统一社会信用代码', role: 'uscc' },
          { header: '单位名称', role: 'name' },
          { header: '所属乡镇', role: 'town' },
          { header: '行业' },
          { header: '税种' },
          { header: '所属期起' },
          { header: '所属期止' },
          { header: '应缴税额', role: 'money' },
          { header: '已缴税额', role: 'money' },
          { header: '欠缴税额', role: 'money' },
          { header: '滞纳金', role: 'money' },
          { header: '欠缴月数' },
          { header: '主管税务所' },
        ],
        rows: rows.map(({ employer, month, tax, due, paid, lateFee, monthsOwed }) => [
          employer.uscc,
          employer.name,
          employer.townName,
          employer.industry.text,
          tax,
          { day: month },
          { day: addDays(addMonths(month, 1), -1) },
          { fen: due },
          { fen: Math.min(paid, due) },
          { fen: Math.max(0, due - paid) },
          { fen: lateFee },
          monthsOwed,
          `${employer.townName.replace('镇', '')}税务分局`,
        ]),
      }),
    ];
  });
}

function statuses(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const newest = newestDeliveredMonth(county.until);
  const spans = [
    { label: '历史', from: county.from, to: newest, receivedOn: addDays(newest, 4) },
    { label: '最新', from: newest, to: county.until, receivedOn: county.until },
  ];
  return spans.flatMap(({ label, from, to, receivedOn }) => {
    const rows = county.happenings.taxStatuses.filter(({ on }) => on >= from && on < to);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'tax',
        layout: 'tax-status',
        fileName: `非正常户和走逃失踪名单（${label}）.xlsx`,
        receivedOn,
        format: 'xlsx',
        title: '惠来县非正常户、走逃失踪纳税人名单',
        planted,
        columns: [
          { header: '序号' },
          { header: '纳税人名称', role: 'name' },
          { header: '纳税人识别号', role: 'uscc' },
          { header: '经营地点', role: 'town' },
          { header: '认定类型' },
          { header: '认定日期', role: 'day' },
        ],
        rows: rows.map(({ employer, status, on }, i) => [
          i + 1,
          employer.name,
          employer.uscc,
          `惠来县${employer.townName}`,
          status,
          { day: on },
        ]),
      }),
    ];
  });
}

/** Employers that report each month to the exchange between offices: those of a certain size. */
const reportsFrom = 70;
/** Files of returns that the county holds: two of many months, so that each can be compared with a year before, then one a month. */
const returnFiles = 4;

function returns(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const reporting = county.employers.filter(({ headcount }) => headcount >= reportsFrom);
  const kept = chunksOf(county, { tail: 2, delay: 6, running: false }).slice(-returnFiles);
  return kept.map((chunk) => {
    const words = random.fork(`returns ${chunk.from}`);
    const months = county.months.filter((month) => month >= chunk.from && month < chunk.to);
    const rows = months.flatMap((month) =>
      reporting.map((employer) => {
        const insured = county.happenings.insured[employer.index]?.[county.months.indexOf(month)] ?? 0;
        // About 12,000 yuan of sales a head and month, with the month's luck; a few return zero.
        const luck = words.int(80, 120);
        const zero = !planted.has(employer.name) && words.chance(0.001);
        return [
          employer.uscc,
          employer.name,
          employer.townName,
          { month },
          { fen: zero ? 0 : insured * luck * 12_000 },
          zero ? '是' : '否',
          Math.round(insured * 0.9),
        ];
      }),
    );
    return deliver(random, {
      source: 'tax',
      layout: 'tax-declaration',
      fileName: `纳税申报情况月报${chunk.label}.csv`,
      receivedOn: chunk.receivedOn,
      format: 'csv',
      encoding: 'utf8-bom',
      planted,
      rates: { bad: 0.002, duplicate: 0.002 },
      columns: [
        { header: '统一社会信用代码', role: 'uscc' },
        { header: '纳税人名称', role: 'name' },
        { header: '所属镇街', role: 'town' },
        { header: '申报所属期' },
        { header: '应税销售额', role: 'money' },
        { header: '零申报' },
        { header: '代扣代缴个税人数', role: 'number' },
      ],
      rows,
    });
  });
}

/** Everything the tax bureau sent. */
export function taxFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  return [
    ...notices(county, random, planted),
    ...interoffice(county, random, planted),
    ...statuses(county, random, planted),
    ...returns(county, random, planted),
  ];
}
