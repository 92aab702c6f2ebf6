import type { AlertTier, Bilingual } from '../vocabulary/index.js';

/** A span of time: clock minutes or hours, or working days of the calendar. */
export interface ServiceSpan {
  readonly amount: number;
  readonly unit: 'minute' | 'hour' | 'workday';
}

/** What a tier asks of the office and how long it must be quiet before it is lowered. */
export interface TierServiceLevel {
  readonly tier: AlertTier;
  readonly meaning: Bilingual;
  readonly signWithin: ServiceSpan;
  readonly verifyWithin: ServiceSpan;
  /** Null where no plan is asked for; 0 working days means the same day. */
  readonly planWithin: ServiceSpan | null;
  readonly report: Bilingual;
  /** Calendar days between two reports. */
  readonly reportDays: number;
  readonly lead: Bilingual;
  /** Hours of work reckoned for an alert of the tier: to sign, verify, plan and report. */
  readonly workHours: number;
  /** Quiet days before the tier is lowered; null where only a written decision lowers it. */
  readonly holdDays: number | null;
  readonly basis: Bilingual;
  /** A proposal without outside authority that the office may change. */
  readonly proposed: boolean;
}

const proposal: Bilingual = { zh: '无外部依据', en: 'No outside authority' };

/** Service levels of the four tiers as the program ships them, weakest first. */
export const tierServiceLevels: Readonly<Record<AlertTier, TierServiceLevel>> = {
  blue: {
    tier: 'blue',
    meaning: { zh: '关注：单一或较弱信号', en: 'Attention: a weak or single signal' },
    signWithin: { amount: 2, unit: 'workday' },
    verifyWithin: { amount: 5, unit: 'workday' },
    planWithin: null,
    report: { zh: '每月', en: 'Monthly' },
    reportDays: 30,
    lead: { zh: '镇调解员或联络员', en: 'Town mediator or liaison' },
    workHours: 0.5,
    holdDays: 30,
    basis: proposal,
    proposed: true,
  },
  yellow: {
    tier: 'yellow',
    meaning: { zh: '预警：已核实，规模小', en: 'Warning: verified and small' },
    signWithin: { amount: 1, unit: 'workday' },
    verifyWithin: { amount: 3, unit: 'workday' },
    planWithin: { amount: 5, unit: 'workday' },
    report: { zh: '每周', en: 'Weekly' },
    reportDays: 7,
    lead: { zh: '乡镇和仲裁院分片联系仲裁员', en: 'Township and contact arbitrator' },
    workHours: 2,
    holdDays: 15,
    basis: proposal,
    proposed: true,
  },
  orange: {
    tier: 'orange',
    meaning: { zh: '重点：十人以上或违反法律', en: 'Priority: ten or more people, or the law breached' },
    signWithin: { amount: 4, unit: 'hour' },
    verifyWithin: { amount: 24, unit: 'hour' },
    planWithin: { amount: 2, unit: 'workday' },
    report: { zh: '每周两次', en: 'Twice a week' },
    reportDays: 3,
    lead: { zh: '人社局分管领导', en: 'Deputy head of the bureau' },
    workHours: 8,
    holdDays: 30,
    basis: proposal,
    proposed: true,
  },
  red: {
    tier: 'red',
    meaning: {
      zh: '重大：可能引发集体访、群体性事件、逃匿或达到刑事标准',
      en: 'Major: may lead to a collective petition, a mass event, flight or a crime',
    },
    signWithin: { amount: 30, unit: 'minute' },
    verifyWithin: { amount: 2, unit: 'hour' },
    planWithin: { amount: 0, unit: 'workday' },
    report: { zh: '每日', en: 'Daily' },
    reportDays: 1,
    lead: { zh: '人社局局长和县专班', en: 'Head of the bureau and county task force' },
    workHours: 24,
    holdDays: null,
    basis: proposal,
    proposed: true,
  },
};

/** Days that a tier must stay quiet before it is lowered; null where only a written decision of the task force does it. */
export function holdDays(tier: AlertTier): number | null {
  return tierServiceLevels[tier].holdDays;
}

/** Names of the tiers. */
export const tierNames: Readonly<Record<AlertTier, Bilingual>> = {
  blue: { zh: '蓝色', en: 'Blue' },
  yellow: { zh: '黄色', en: 'Yellow' },
  orange: { zh: '橙色', en: 'Orange' },
  red: { zh: '红色', en: 'Red' },
};
