import { addDays } from '@miaotou/domain';
import { type County, type Random } from '../../ground/index.js';
import { chunksOf, within, withEnded } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';
import { clueNumbers, hotlineNumbers, inspectionNumbers } from '../register-numbers.js';

const later = (time: string, days: number): string => `${addDays(time.slice(0, 10), days)}${time.slice(10)}`;

function hotline(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const orders = county.happenings.hotline;
  const numbers = hotlineNumbers(county);
  const words = random.fork('hotline');
  return chunksOf(county, { tail: 4, delay: 6, running: true }).flatMap((chunk) => {
    const rows = within(orders, chunk, ({ at }) => at);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'complaints',
        layout: 'hotline-12345',
        fileName: `12345劳动类工单${chunk.label}.csv`,
        receivedOn: chunk.receivedOn,
        format: 'csv',
        encoding: words.chance(0.5) ? 'gb18030' : 'utf8-bom',
        planted,
        columns: [
          { header: '工单编号' },
          { header: '受理时间', role: 'day' },
          { header: '渠道' },
          { header: '诉求类型' },
          { header: '诉求人' },
          { header: '联系电话' },
          { header: '诉求内容' },
          { header: '事发地址', role: 'town' },
          { header: '被反映主体', role: 'name' },
          { header: '承办单位' },
          { header: '派单时间' },
          { header: '办理时限' },
          { header: '办结时间' },
          { header: '办结状态' },
          { header: '是否重复' },
          { header: '满意度' },
        ],
        rows: rows.map((order) => {
          const closedAt = later(order.at, order.daysToClose);
          const closed = closedAt.slice(0, 10) < chunk.to;
          return [
            numbers.get(order) ?? '',
            { time: order.at },
            words.pick(['语音', '语音', '粤省心', '多媒体']),
            order.kind,
            order.person.name,
            order.person.phone,
            order.content,
            `惠来县${order.townName}中心路${words.int(1, 99)}号`,
            order.employer?.name ?? '',
            '惠来县人力资源和社会保障局',
            { time: later(order.at, 1) },
            { time: later(order.at, 20) },
            closed ? { time: closedAt } : '',
            closed ? words.pick(['办结', '已办结', '已处理', '归档']) : words.pick(['在办', '办理中']),
            '否',
            closed ? words.pick(['满意', '基本满意', '不满意']) : '',
          ];
        }),
      }),
    ];
  });
}

/** Days from a complaint to the day by which the inspectors order the wages paid. */
const daysToPay = 25;

function inspections(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const entries = county.happenings.inspections;
  const numbers = inspectionNumbers(county);
  const words = random.fork('inspections');
  return chunksOf(county, { tail: 2, delay: 6, running: true }).flatMap((chunk) => {
    const rows = withEnded(
      entries,
      chunk,
      3,
      ({ on }) => on,
      ({ on, daysToClose }) => addDays(on, daysToClose),
    );
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'complaints',
        layout: 'inspection-register',
        fileName: `劳动保障监察投诉举报登记表${chunk.label}.xlsx`,
        receivedOn: chunk.receivedOn,
        format: 'xlsx',
        title: '惠来县劳动保障监察投诉举报登记表',
        total: 11,
        planted,
        columns: [
          { header: '序号' },
          { header: '登记编号' },
          { header: '登记日期', role: 'day' },
          { header: '来源' },
          { header: '投诉人' },
          { header: '人数' },
          { header: '被投诉单位', role: 'name' },
          { header: '统一社会信用代码', role: 'uscc' },
          { header: '行业' },
          { header: '所属乡镇', role: 'town' },
          { header: '反映事项' },
          { header: '涉及金额', role: 'money' },
          { header: '受理日期', role: 'day', group: '办理情况' },
          { header: '立案日期', role: 'day', group: '办理情况' },
          { header: '处理方式', group: '办理情况' },
          { header: '责令支付期限', group: '办理情况' },
          { header: '实际支付日期', group: '办理情况' },
          { header: '结案日期', role: 'day', group: '办理情况' },
          { header: '追发工资金额', role: 'money', group: '追发情况' },
          { header: '追发人数', group: '追发情况' },
          { header: '投诉人电话' },
        ],
        rows: rows.map((entry, i) => {
          const closedOn = addDays(entry.on, entry.daysToClose);
          const closed = closedOn < chunk.to;
          const payDueOn = addDays(entry.on, daysToPay);
          // Most pay by the day that was set, some a week later, a few not at all.
          const late = entry.filed ? entry.daysToClose % 4 : 0;
          const paidOn = addDays(payDueOn, late === 0 ? -1 : 7);
          return [
            i + 1,
            numbers.get(entry) ?? '',
            { day: entry.on },
            words.pick(['来访', '来电', '来信', '网络', '转办']),
            entry.person.name,
            entry.persons,
            entry.employer.name,
            entry.employer.uscc,
            entry.employer.industry.text,
            entry.employer.townName,
            entry.matter,
            { fen: entry.amount },
            { day: addDays(entry.on, 2) },
            entry.filed ? { day: addDays(entry.on, 4) } : '',
            entry.filed ? '立案查处' : '协调处理',
            entry.filed ? { day: payDueOn } : '',
            entry.filed && entry.daysToClose % 20 > 0 && paidOn < chunk.to ? { day: paidOn } : '',
            closed ? { day: closedOn } : '',
            closed && entry.filed ? { fen: entry.amount } : '',
            closed && entry.filed ? entry.persons : '',
            entry.person.phone,
          ];
        }),
      }),
    ];
  });
}

function clues(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const all = county.happenings.clues;
  const numbers = clueNumbers(county);
  const words = random.fork('clues');
  return chunksOf(county, { tail: 2, delay: 7, running: true }).flatMap((chunk) => {
    const rows = within(all, chunk, ({ at }) => at);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'complaints',
        layout: 'wage-clue-platform',
        fileName: `欠薪线索${chunk.label}.xlsx`,
        receivedOn: chunk.receivedOn,
        format: 'xlsx',
        planted,
        columns: [
          { header: '线索编号' },
          { header: '反映人姓名' },
          { header: '身份证号' },
          { header: '联系电话' },
          { header: '银行卡号' },
          { header: '行业领域' },
          { header: '用人单位名称', role: 'name' },
          { header: '地址', role: 'town' },
          { header: '欠薪时间段' },
          { header: '欠薪金额', role: 'money' },
          { header: '工作内容' },
          { header: '提交时间', role: 'day' },
          { header: '承办单位' },
          { header: '核处结论' },
          { header: '办结时间' },
        ],
        rows: rows.map((clue) => {
          const closedAt = later(clue.at, clue.daysToClose);
          const closed = clue.finding !== '' && closedAt.slice(0, 10) < chunk.to;
          // The inspectors answer a clue of substance at once, long before it is closed.
          const answered = clue.finding.startsWith('属实，已责令') || closed;
          return [
            numbers.get(clue) ?? '',
            clue.person.name,
            clue.person.idNumber,
            clue.person.phone,
            clue.person.bankCard,
            clue.employer.industry.tag === 'IT3' ? '工程建设' : '非工程建设',
            clue.employer.name,
            `惠来县${clue.employer.townName}工业路${words.int(1, 60)}号`,
            clue.span,
            { fen: clue.amount },
            words.pick(['木工', '钢筋工', '缝纫', '普工', '搬运', '分拣']),
            { time: clue.at },
            '惠来县劳动保障监察大队',
            answered ? clue.finding : '',
            closed ? { time: closedAt } : '',
          ];
        }),
      }),
    ];
  });
}

/** Everything that the hotline, the inspectors and the national platform handed over. */
export function complaintFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  return [
    ...hotline(county, random, planted),
    ...inspections(county, random, planted),
    ...clues(county, random, planted),
  ];
}
