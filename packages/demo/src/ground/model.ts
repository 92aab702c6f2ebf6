import type { AlertTier, Bilingual, Day } from '@miaotou/domain';

/** Line of business of a made-up employer. */
export interface Industry {
  /** Catalogue tag, IT1 … */
  readonly tag: string;
  /** As the departments write it. */
  readonly text: string;
  /** Words that its employers' names end on. */
  readonly words: readonly string[];
  readonly weight: number;
  /** Median headcount. */
  readonly size: number;
}

export interface Employer {
  readonly index: number;
  readonly uscc: string;
  readonly name: string;
  /** Region code and the name that departments write. */
  readonly town: string;
  readonly townName: string;
  readonly industry: Industry;
  readonly headcount: number;
}

/** A made-up worker: every number is outside what anybody really has. */
export interface Person {
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
  readonly bankCard: string;
}

/** All amounts of the model are in fen. */
export interface TaxNotice {
  readonly employer: Employer;
  /** First day of the reported quarter. */
  readonly quarter: Day;
  readonly tax: string;
  readonly balance: number;
  readonly fresh: number;
}

export interface TaxDue {
  readonly employer: Employer;
  readonly month: Day;
  readonly tax: string;
  readonly due: number;
  readonly paid: number;
  readonly lateFee: number;
  readonly monthsOwed: number;
}

export interface TaxStatus {
  readonly employer: Employer;
  readonly status: '非正常户' | '走逃失踪';
  readonly on: Day;
}

/** Contributions unpaid from the first to the last month named; paid up in the month after, or not yet. */
export interface InsuranceDebt {
  readonly employer: Employer;
  readonly from: Day;
  readonly to: Day;
}

export interface ArbitrationCase {
  readonly employer: Employer;
  readonly receivedOn: Day;
  readonly acceptedOn: Day;
  readonly applicant: Person;
  readonly workers: number;
  readonly cause: string;
  readonly amount: number;
  readonly collective: boolean;
  readonly migrant: boolean;
  readonly closedOn: Day;
  readonly closeReason: string;
  readonly sued: boolean;
}

export interface Mediation {
  readonly employer: Employer;
  readonly organisation: string;
  readonly acceptedOn: Day;
  readonly applicant: string;
  readonly workers: number;
  readonly cause: string;
  readonly amount: number;
  readonly concludedOn: Day;
  readonly outcome: string;
}

export interface HotlineOrder {
  /** YYYY-MM-DD HH:mm:ss, local time. */
  readonly at: string;
  readonly kind: string;
  readonly person: Person;
  readonly content: string;
  readonly employer: Employer | null;
  readonly townName: string;
  readonly daysToClose: number;
}

export interface Inspection {
  readonly employer: Employer;
  readonly on: Day;
  readonly person: Person;
  readonly persons: number;
  readonly matter: string;
  readonly amount: number;
  readonly filed: boolean;
  readonly daysToClose: number;
}

export interface Clue {
  readonly employer: Employer;
  readonly at: string;
  readonly person: Person;
  readonly span: string;
  readonly amount: number;
  readonly finding: string;
  readonly daysToClose: number;
}

export interface Petition {
  readonly employer: Employer | null;
  readonly on: Day;
  readonly form: string;
  readonly person: Person;
  readonly persons: number;
  readonly townName: string;
  readonly content: string;
  readonly visited: string;
}

export interface Post {
  readonly at: string;
  readonly platform: string;
  readonly title: string;
  readonly employer: Employer | null;
  readonly townName: string;
  readonly sentiment: '负面' | '中性' | '正面';
  readonly reads: number;
  readonly comments: number;
  readonly shares: number;
  readonly assessment: string;
}

/** One worker's quarrel with one employer, and what the channels keep of it. */
export interface Quarrel {
  readonly employer: Employer;
  readonly reports: readonly object[];
}

/** What happened in the county, in the order in which it was made up. */
export interface Happenings {
  readonly taxNotices: TaxNotice[];
  readonly taxDues: TaxDue[];
  readonly taxStatuses: TaxStatus[];
  readonly insuranceDebts: InsuranceDebt[];
  /** Insured persons and separations by employer index and month index. */
  readonly insured: Uint16Array[];
  readonly separations: Uint16Array[];
  readonly cases: ArbitrationCase[];
  readonly mediations: Mediation[];
  readonly hotline: HotlineOrder[];
  readonly inspections: Inspection[];
  readonly clues: Clue[];
  readonly petitions: Petition[];
  readonly posts: Post[];
  /** Quarrels that were taken to several channels. */
  readonly quarrels: Quarrel[];
}

/** A story planted on purpose, and what the rules should say of it at its height. */
export interface Incident {
  readonly id: string;
  readonly kind: string;
  readonly name: Bilingual;
  readonly employer: { readonly uscc: string; readonly name: string } | null;
  readonly town: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly expected: readonly { readonly rule: string; readonly tier: AlertTier }[];
}

/** A synthetic Huilai. */
export interface County {
  readonly seed: number;
  /** First day told of, and the first day no longer told of. */
  readonly from: Day;
  readonly until: Day;
  /** First days of the months, the last one perhaps begun only. */
  readonly months: readonly Day[];
  readonly employers: readonly Employer[];
  readonly happenings: Happenings;
  readonly incidents: readonly Incident[];
  /** Layout that stops delivering, and the last month that it delivers. */
  readonly outage: { readonly layout: string; readonly lastMonth: Day };
}
