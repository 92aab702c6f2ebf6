import type { Indicator } from './indicator.js';

/** Complaints and tips 投诉举报. */
export const complaintIndicators = [
  {
    code: 'CP01',
    name: { zh: '投诉举报件数', en: 'Complaints and tips' },
    family: 'complaints',
    unit: 'items',
    grains: ['employer', 'town', 'industry'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '跨渠道去重后的投诉举报件数：同一人60日内在另一渠道反映过同一单位的，不重复计算。',
      en: 'Complaints and tips, one matter once: not counted when the same person named the same employer on another channel within 60 days.',
    },
  },
  {
    code: 'CP02',
    name: { zh: '投诉涉及人数', en: 'Persons in complaints' },
    family: 'complaints',
    unit: 'persons',
    grains: ['employer', 'town'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '跨渠道去重后的投诉举报所涉及的人数。',
      en: 'Persons touched by the complaints, one matter once.',
    },
  },
  {
    code: 'CP03',
    name: { zh: '投诉涉及欠薪金额', en: 'Wages owed in complaints' },
    family: 'complaints',
    unit: 'fen',
    grains: ['employer', 'project'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '跨渠道去重后的投诉举报所称的欠薪金额。',
      en: 'Unpaid wages as stated in the complaints, one matter once.',
    },
  },
  {
    code: 'CP04',
    name: { zh: '欠薪时长', en: 'Length of wage delay' },
    family: 'complaints',
    unit: 'months',
    grains: ['employer'],
    frequency: 'event',
    direction: 'up',
    definition: {
      zh: '自最早一个未付工资的月份起至反映之日的月数；当日有多件的取最长。',
      en: 'Months from the earliest unpaid one to the day of the report; the longest of the day.',
    },
  },
  {
    code: 'CP05',
    name: { zh: '重复投诉率', en: 'Repeat complaint rate' },
    family: 'complaints',
    unit: 'percent',
    grains: ['employer', 'town'],
    frequency: 'weekly',
    direction: 'up',
    definition: {
      zh: '能辨认投诉人和单位的投诉中，90日内同一人在同一渠道就同一单位再次投诉的比例。',
      en: 'Among complaints whose person and employer are known, the share in which the person named the employer on the same channel within 90 days before.',
    },
  },
  {
    code: 'CP06',
    name: { zh: '监察案件超期数', en: 'Inspection cases overdue' },
    family: 'complaints',
    unit: 'items',
    grains: ['office'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '超过5个工作日未立案或超过60个工作日（可延30个）未办结的件数，立案数和办结率一并列出。',
      en: 'Not docketed in 5 or not closed in 60 (+30) working days, shown beside dockets and closing rate.',
    },
  },
  {
    code: 'CP07',
    name: { zh: '责令支付逾期数', en: 'Orders to pay expired' },
    family: 'complaints',
    unit: 'items',
    grains: ['employer'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '责令限期支付到期仍未支付的件数。',
      en: 'Orders to pay whose term ended without payment.',
    },
  },
  {
    code: 'CP08',
    name: { zh: '12345劳动类工单数', en: 'Labour work orders of 12345' },
    family: 'complaints',
    unit: 'items',
    grains: ['town'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '12345热线劳动类投诉、举报、求助工单数；咨询和建议不计。',
      en: 'Work orders of hotline 12345 on labour matters that complain, report or ask for help; questions and suggestions do not count.',
    },
  },
] as const satisfies readonly Indicator[];
