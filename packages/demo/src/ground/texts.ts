import type { Employer, Person } from './model.js';
import { syntheticPerson } from './employers.js';
import { addMonths, type Day } from '@miaotou/domain';
import type { Random } from './random.js';

export const taxes = ['增值税', '企业所得税', '城市维护建设税', '城镇土地使用税', '个人所得税'] as const;
export const platforms = [
  '抖音',
  '微博',
  '微信公众号',
  '快手',
  '今日头条',
  '小红书',
  '惠来融媒',
  '南方网',
] as const;

const wageComplaints = [
  '拖欠工资，多次讨要未果，请求协调处理',
  '拖欠农民工工资，工地包工头推脱',
  '被无故克扣加班费',
  '公司未足额支付劳动报酬',
] as const;
const otherComplaints = [
  '公司未按规定缴纳社会保险',
  '被违法解除劳动合同，要求支付赔偿金',
  '工伤后单位不配合认定',
  '长期超时工作，不安排休息休假',
  '入职半年未签订劳动合同',
] as const;
const questions = ['咨询失业保险金如何申领', '咨询最低工资标准', '咨询工伤认定流程'] as const;

export const complaintText = (random: Random): string =>
  random.pick(random.chance(0.62) ? wageComplaints : otherComplaints);
export const questionText = (random: Random): string => random.pick(questions);

/** Workers are drawn from a pool large enough that few meet twice by chance. */
export const anyPerson = (random: Random): Person => syntheticPerson(random.int(2_000, 60_000));

function clock(random: Random, day: Day, first: number, last: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day} ${two(random.int(first, last))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`;
}

/** A clock time in working hours. */
export const timeOn = (random: Random, day: Day): string => clock(random, day, 8, 18);

/** A clock time after work, when the net is at its liveliest. */
export const eveningOn = (random: Random, day: Day): string => clock(random, day, 19, 23);

/** How a worker writes the months owed before a day. */
export function spanText(random: Random, day: Day, months: number): string {
  const [from, to] = [addMonths(day, -months), addMonths(day, -1)].map((point) => ({
    year: point.slice(0, 4),
    month: String(Number(point.slice(5, 7))),
  }));
  if (from === undefined || to === undefined) throw new RangeError('a span has two ends');
  const forms = [
    `${from.year}年${from.month}月至${to.year}年${to.month}月`,
    `${from.year}.${from.month}-${to.year}.${to.month}`,
    `${from.year}年${from.month}月-${to.year}年${to.month}月`,
    `${months}个月`,
  ];
  return random.pick(forms);
}

export const matterText = (random: Random, day: Day, months: number): string =>
  `拖欠${random.chance(0.3) ? '农民工' : ''}工资，${spanText(random, day, months)}`;

/** Wages of so many people for so many months, in fen: about 4,500 yuan a month each. */
export const wages = (random: Random, persons: number, months: number): number =>
  persons * months * random.int(3_800, 5_400) * 100;

/** Larger employers are complained of more often. */
export function anyEmployer(random: Random, employers: readonly Employer[]): Employer {
  let best = random.pick(employers);
  for (let i = 0; i < 2; i += 1) {
    const other = random.pick(employers);
    if (other.headcount > best.headcount) best = other;
  }
  return best;
}
