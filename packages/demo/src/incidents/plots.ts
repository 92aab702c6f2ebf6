import { addDays, addMonths, quarterStart } from '@miaotou/domain';
import { dropInsured } from '../ground/index.js';
import type { Plot } from './plot.js';
import {
  callHotline,
  complainToInspectors,
  fileCases,
  post,
  sendClues,
  visitPetitionBureau,
} from './scenes.js';

/** Days after a quarter's end until its tax notice is out. */
export const noticeDays = 14;

const constructionArrears: Plot = {
  kind: 'construction-wage-arrears',
  name: { zh: '工地欠薪演变为集体访', en: 'Wage arrears on a building site end in a collective visit' },
  fits: ({ industry, headcount }) => industry.tag === 'IT3' && headcount >= 40,
  tell(stage) {
    const { at } = stage;
    const before = (days: readonly number[]) => days.map((n) => addDays(at, -n));
    sendClues(stage, before([84, 70]), 1);
    sendClues(stage, before([52, 47, 40]), 2);
    sendClues(stage, before([24, 20, 17, 12, 8, 5]), 3);
    complainToInspectors(stage, addDays(at, -22), 12, 3);
    complainToInspectors(stage, addDays(at, -9), 18, 4);
    callHotline(stage, 5, 20, '工地拖欠农民工工资，几十人没有拿到钱');
    visitPetitionBureau(stage, at, 36, '集体反映工地拖欠农民工工资');
    return {
      from: addDays(at, -84),
      to: at,
      expected: [
        { rule: 'R01', tier: 'red' },
        { rule: 'R15', tier: 'red' },
        { rule: 'R24', tier: 'red' },
      ],
    };
  },
};

const closureAndFlight: Plot = {
  kind: 'factory-closure-boss-flight',
  name: { zh: '工厂停产、老板失联', en: 'A factory closes and its owner is gone' },
  fits: ({ industry, headcount }) => ['IT10', 'IT4'].includes(industry.tag) && headcount >= 90,
  tell(stage) {
    const { at, employer, happenings, month, monthIndex } = stage;
    happenings.insuranceDebts.push({ employer, from: addMonths(month, -3), to: month });
    dropInsured(happenings, employer, monthIndex, 0.7);
    callHotline(stage, 8, 14, '工厂突然关门，老板联系不上，拖欠工资');
    complainToInspectors(stage, addDays(at, -10), 22, 3);
    complainToInspectors(stage, addDays(at, -4), 15, 3);
    happenings.taxStatuses.push({ employer, status: '走逃失踪', on: addDays(at, -2) });
    post(stage, 25, 12_000, '惠来一工厂关门老板失联');
    return {
      from: addMonths(month, -3),
      to: at,
      expected: [
        { rule: 'R01', tier: 'red' },
        { rule: 'R08', tier: 'red' },
        { rule: 'R09', tier: 'red' },
        { rule: 'R10', tier: 'orange' },
        { rule: 'R12', tier: 'red' },
        { rule: 'R15', tier: 'red' },
        { rule: 'R28', tier: 'yellow' },
        { rule: 'R36', tier: 'red' },
      ],
    };
  },
};

const massLayoff: Plot = {
  kind: 'mass-layoff',
  name: { zh: '参保人数骤降的规模裁员', en: 'A mass layoff seen in the insured persons' },
  fits: ({ headcount }) => headcount >= 130,
  tell(stage) {
    dropInsured(stage.happenings, stage.employer, stage.monthIndex, 0.35);
    return {
      from: stage.month,
      to: stage.at,
      expected: [
        { rule: 'R09', tier: 'orange' },
        { rule: 'R10', tier: 'orange' },
      ],
    };
  },
};

const longArrears: Plot = {
  kind: 'long-insurance-arrears',
  name: { zh: '社保长期欠费', en: 'Social insurance unpaid for seven months' },
  fits: ({ headcount }) => headcount >= 20 && headcount < 60,
  tell({ at, employer, happenings, month }) {
    const from = addMonths(month, -6);
    happenings.insuranceDebts.push({ employer, from, to: month });
    return { from, to: at, expected: [{ rule: 'R08', tier: 'red' }] };
  },
};

const taxThenGone: Plot = {
  kind: 'tax-arrears-then-absconded',
  name: { zh: '连续欠税后走逃', en: 'Tax arrears for quarters, then absconded' },
  fits: ({ headcount }) => headcount >= 15 && headcount < 90,
  tell({ at, employer, happenings }) {
    const last = addMonths(quarterStart(at), -3);
    // The notice of a quarter comes out two weeks after it ended.
    const quarter = addDays(addMonths(last, 3), noticeDays) <= at ? last : addMonths(last, -3);
    [-6, -3, 0].forEach((months, i) => {
      happenings.taxNotices.push({
        employer,
        quarter: addMonths(quarter, months),
        tax: '增值税',
        balance: (i + 1) * 480_000_00,
        fresh: 480_000_00,
      });
    });
    happenings.taxStatuses.push({ employer, status: '非正常户', on: addDays(at, -35) });
    happenings.taxStatuses.push({ employer, status: '走逃失踪', on: at });
    return { from: addMonths(quarter, -6), to: at, expected: [{ rule: 'R12', tier: 'red' }] };
  },
};

const ridersBurst: Plot = {
  kind: 'platform-riders-burst',
  name: { zh: '外卖站点骑手集中投诉', en: 'A burst of complaints by riders of one station' },
  fits: ({ industry }) => industry.tag === 'IT2',
  tell(stage) {
    callHotline(stage, 14, 12, '外卖骑手配送费被站点克扣');
    return { from: addDays(stage.at, -11), to: stage.at, expected: [{ rule: 'R15', tier: 'red' }] };
  },
};

const opinionStorm: Plot = {
  kind: 'opinion-storm',
  name: { zh: '网络舆情一日爆发', en: 'Public opinion flares up in a day' },
  fits: ({ headcount }) => headcount >= 40,
  tell(stage) {
    post(stage, 130, 1_300_000, '网传惠来企业强制加班', '已登本地热搜');
    return { from: stage.at, to: stage.at, expected: [{ rule: 'R28', tier: 'red' }] };
  },
};

const collectiveArbitration: Plot = {
  kind: 'collective-arbitration',
  name: { zh: '同一单位集中申请仲裁', en: 'Workers of one employer go to arbitration together' },
  fits: ({ headcount }) => headcount >= 30,
  tell(stage) {
    fileCases(stage, 12, 18, '追索劳动报酬');
    return { from: addDays(stage.at, -20), to: stage.at, expected: [{ rule: 'R18', tier: 'orange' }] };
  },
};

const resonance: Plot = {
  kind: 'multi-source-resonance',
  name: { zh: '多个来源同时预警', en: 'Weak signals from several sources at once' },
  fits: ({ industry, headcount }) => ['IT8', 'IT9', 'IT10'].includes(industry.tag) && headcount >= 30,
  tell(stage) {
    const { at, employer, happenings, month } = stage;
    happenings.insuranceDebts.push({ employer, from: addMonths(month, -1), to: month });
    callHotline(stage, 3, 9, '公司连续两个月晚发工资');
    fileCases(stage, 3, 12, '追索劳动报酬');
    visitPetitionBureau(stage, addDays(at, -6), 6, '反映公司拖欠工资');
    post(stage, 6, 3_000, '惠来某公司晚发工资');
    return {
      from: addMonths(month, -1),
      to: at,
      expected: [
        { rule: 'R08', tier: 'yellow' },
        { rule: 'R15', tier: 'yellow' },
        { rule: 'R18', tier: 'blue' },
        { rule: 'R24', tier: 'yellow' },
        { rule: 'R28', tier: 'blue' },
        { rule: 'R36', tier: 'red' },
      ],
    };
  },
};

/** Every kind of story about an employer. */
export const plots: readonly Plot[] = [
  constructionArrears,
  closureAndFlight,
  massLayoff,
  longArrears,
  taxThenGone,
  ridersBurst,
  opinionStorm,
  collectiveArbitration,
  resonance,
];
