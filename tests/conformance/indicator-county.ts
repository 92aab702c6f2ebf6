import { addMonths, startOfDay } from '@miaotou/domain';

const early = new Date('2026-06-05T00:00:00Z');
const late = new Date('2026-06-15T00:00:00Z');

interface Happening {
  readonly kind: string;
  readonly layout: string;
  readonly at: string;
  readonly row: number;
  readonly employer?: string;
  readonly region?: string;
  readonly industry?: string;
  readonly persons?: number;
  readonly fen?: number;
  readonly months?: number;
  readonly person?: number;
  readonly id?: string;
  readonly known?: Date;
  readonly gone?: boolean;
  readonly says?: Readonly<Record<string, string>>;
}

const homes: Readonly<Record<string, string>> = { '1': '445224100', '2': '445224102', '3': '445224100' };
const names: Readonly<Record<string, string>> = { '1': '甲公司', '2': '乙公司', '3': '丙公司' };

function eventRow(one: Happening) {
  const { employer = '', at } = one;
  return {
    kind: one.kind,
    layout: one.layout,
    event_id: `${one.layout}:${one.id ?? one.row}`,
    employer_id: employer,
    employer_name: names[employer] ?? '',
    region: one.region ?? homes[employer] ?? '445224100',
    industry: one.industry ?? '',
    occurred_at: at.length === 10 ? startOfDay(at) : new Date(at),
    observed_at: one.known ?? early,
    persons: one.persons ?? null,
    amount_fen: one.fen ?? null,
    months: one.months ?? null,
    person_keys: one.person === undefined ? [] : [one.person],
    attributes: one.says ?? {},
    retracted: one.gone === true ? 1 : 0,
    batch_id: one.known === undefined ? 1 : 2,
    row: one.row,
  };
}

const arbitration = { kind: 'arbitration-case', layout: 'arbitration-cases' } as const;
const mediation = { kind: 'mediation-case', layout: 'mediation-register' } as const;
const inspection = { kind: 'complaint', layout: 'inspection-register' } as const;
const hotline = { kind: 'complaint', layout: 'hotline-12345' } as const;
const petition = { kind: 'petition', layout: 'petition-register' } as const;
const post = { kind: 'opinion', layout: 'opinion-monitoring', employer: '1' } as const;
const morning = '2026-05-04T08:00:00Z';

const happenings: readonly Happening[] = [
  {
    ...arbitration,
    row: 1,
    at: '2026-05-04',
    employer: '1',
    persons: 3,
    fen: 10_000,
    industry: '建筑业',
    says: { dueOn: '2026-06-18', isCollective: 'false' },
  },
  {
    ...arbitration,
    row: 2,
    at: '2026-05-04',
    employer: '2',
    persons: 12,
    says: { dueOn: '2026-06-18', isCollective: 'true' },
  },
  {
    ...arbitration,
    row: 3,
    at: '2026-05-06',
    employer: '1',
    persons: 4,
    fen: 5_000,
    says: { dueOn: '2026-06-20' },
  },
  {
    ...arbitration,
    row: 3,
    at: '2026-05-06',
    employer: '1',
    fen: 5_000,
    known: late,
    says: { dueOn: '2026-06-20' },
  },
  { ...arbitration, row: 4, at: '2026-05-06', employer: '2', persons: 1 },
  { ...arbitration, row: 4, at: '2026-05-06', employer: '2', persons: 1, known: late, gone: true },
  {
    ...arbitration,
    row: 5,
    at: '2026-03-01',
    employer: '1',
    says: { dueOn: '2026-04-15', closedOn: '2026-05-05' },
  },
  {
    ...mediation,
    row: 11,
    at: '2026-05-04',
    employer: '1',
    says: { organisation: '隆江镇调委会', concludedOn: '2026-05-06', outcome: 'settled' },
  },
  {
    ...mediation,
    row: 12,
    at: '2026-05-05',
    employer: '1',
    says: { organisation: '惠城镇调委会', concludedOn: '2026-05-07', outcome: 'failed' },
  },
  { ...mediation, row: 13, at: '2026-05-06', employer: '2', says: { organisation: '惠城镇调委会' } },
  {
    kind: 'court-case',
    layout: 'court-intake',
    row: 15,
    at: '2026-05-20',
    employer: '1',
    industry: '建筑业',
  },
  {
    ...hotline,
    row: 21,
    at: '2026-05-04T02:00:00Z',
    employer: '1',
    persons: 1,
    person: 11,
    says: { channel: '12345' },
  },
  {
    ...hotline,
    row: 22,
    at: '2026-05-07T02:00:00Z',
    employer: '1',
    persons: 1,
    person: 11,
    says: { channel: '12345' },
  },
  {
    kind: 'complaint',
    layout: 'wage-clue-platform',
    row: 23,
    at: '2026-05-06T02:00:00Z',
    employer: '1',
    persons: 1,
    fen: 90_000,
    months: 3,
    person: 11,
    says: { channel: 'clue' },
  },
  {
    ...inspection,
    row: 24,
    at: '2026-05-06',
    employer: '1',
    persons: 5,
    fen: 200_000,
    months: 2,
    says: {
      channel: 'inspection',
      project: '滨海项目',
      fileDueOn: '2026-05-13',
      filedOn: '2026-05-08',
      dueOn: '2026-08-01',
    },
  },
  {
    ...inspection,
    row: 25,
    at: '2026-04-20',
    employer: '3',
    persons: 1,
    says: {
      channel: 'inspection',
      fileDueOn: '2026-04-27',
      acceptedOn: '2026-05-05',
      dueOn: '2026-08-01',
      payDueOn: '2026-05-10',
      paidOn: '2026-05-13',
    },
  },
  {
    ...inspection,
    row: 26,
    at: '2026-02-02',
    employer: '3',
    persons: 1,
    says: {
      channel: 'inspection',
      fileDueOn: '2026-02-09',
      filedOn: '2026-02-04',
      dueOn: '2026-05-04',
      closedOn: '2026-05-06',
    },
  },
  {
    kind: 'complaint',
    layout: 'wage-claims',
    row: 27,
    at: '2026-05-08',
    region: 'US-OH',
    persons: 1,
    says: { channel: 'wage-claim' },
  },
  {
    ...petition,
    row: 41,
    at: '2026-05-04',
    employer: '1',
    persons: 6,
    person: 21,
    says: {
      form: 'visit',
      isCollective: 'true',
      level: 'county',
      dueOn: '2026-07-03',
      toldDueOn: '2026-05-19',
      toldOn: '2026-05-10',
    },
  },
  {
    ...petition,
    row: 42,
    at: '2026-05-06',
    employer: '1',
    persons: 1,
    person: 21,
    says: {
      form: 'letter',
      level: 'county',
      dueOn: '2026-07-05',
      toldDueOn: '2026-05-21',
      ledTo: 'arbitration',
    },
  },
  {
    ...petition,
    row: 43,
    at: '2026-05-06',
    employer: '2',
    person: 22,
    says: {
      form: 'visit',
      level: 'city',
      dueOn: '2026-07-05',
      toldDueOn: '2026-05-21',
      toldOn: '2026-05-22',
    },
  },
  {
    ...petition,
    row: 44,
    at: '2026-03-02',
    persons: 1,
    person: 23,
    says: {
      form: 'online',
      dueOn: '2026-05-01',
      answeredOn: '2026-04-20',
      toldDueOn: '2026-03-17',
      toldOn: '2026-03-10',
    },
  },
  {
    ...petition,
    row: 45,
    at: '2026-03-03',
    persons: 1,
    person: 24,
    says: { form: 'online', dueOn: '2026-05-02', toldDueOn: '2026-03-18' },
  },
  {
    ...post,
    row: 71,
    id: 'a',
    at: morning,
    says: {
      textHash: 'x',
      sentiment: 'negative',
      alarm: '2',
      mediaLevel: 'self',
      reads: '100',
      shares: '0',
      monitoredAt: '2026-05-04T09:00:00.000Z',
      respondedAt: '2026-05-04T11:30:00.000Z',
    },
  },
  {
    ...post,
    row: 72,
    id: 'a',
    at: morning,
    says: {
      textHash: 'x',
      sentiment: 'negative',
      alarm: '2',
      mediaLevel: 'self',
      reads: '280',
      shares: '20',
      monitoredAt: '2026-05-05T10:00:00.000Z',
      respondedAt: '2026-05-04T11:30:00.000Z',
    },
  },
  {
    ...post,
    row: 73,
    id: 'b',
    at: morning,
    says: {
      textHash: 'x',
      sentiment: 'negative',
      alarm: '2',
      mediaLevel: 'provincial',
      reads: '50',
      monitoredAt: '2026-05-04T09:00:00.000Z',
    },
  },
  {
    ...post,
    row: 74,
    id: 'c',
    at: morning,
    says: {
      textHash: 'y',
      sentiment: 'neutral',
      alarm: '0',
      mediaLevel: 'national',
      monitoredAt: '2026-05-04T09:00:00.000Z',
    },
  },
];

/** Events of a small county, each version a row. */
export const eventRows = happenings.map(eventRow);

interface Stated {
  readonly code: string;
  readonly layout: string;
  readonly employer: string;
  readonly values: Readonly<Record<string, number>>;
  readonly row?: number;
  readonly known?: Date;
  readonly gone?: boolean;
}

function observationRows({ code, layout, employer, values, row = 30, known = early, gone = false }: Stated) {
  return Object.entries(values).map(([period, value], at) => ({
    indicator: code,
    subject_kind: 'employer',
    subject_id: employer,
    region: homes[employer] ?? '',
    period,
    value,
    observed_at: known,
    layout,
    retracted: gone ? 1 : 0,
    batch_id: known === early ? 1 : 2,
    row: row + at,
  }));
}

const months = (from: string, values: readonly number[]): Record<string, number> =>
  Object.fromEntries(values.map((value, at) => [addMonths(from, at), value]));

const notice = { layout: 'tax-arrears-notice' } as const;
const returns = { layout: 'tax-declaration' } as const;
const list = { layout: 'si-arrears' } as const;
const enrolment = { layout: 'si-enrolment' } as const;
const may = '2026-05-01';

/** Values of the small county, each version a row. */
export const delivered = [
  {
    ...notice,
    code: 'TAX01',
    employer: '1',
    values: { '2025-07-01': 500, '2025-10-01': 600, '2026-01-01': 700 },
  },
  { ...notice, code: 'TAX01', employer: '2', values: { '2025-10-01': 90 } },
  { ...notice, code: 'TAX02', employer: '1', values: { '2026-01-01': 100 } },
  { layout: 'tax-status', code: 'TAX04', employer: '1', values: { [may]: 1 } },
  { layout: 'tax-interoffice', code: 'TAX08', employer: '1', values: { [may]: 55 } },
  {
    ...returns,
    code: 'declared_sales',
    employer: '1',
    values: { ...months('2025-03-01', [100, 100, 100]), ...months('2026-03-01', [50, 50, 50]) },
  },
  {
    ...returns,
    code: 'declared_sales',
    employer: '2',
    values: { ...months('2025-03-01', [0, 0, 0]), ...months('2026-03-01', [50, 50, 50]) },
  },
  { ...returns, code: 'tax_payees', employer: '1', values: months('2026-04-01', [20, 15]), row: 32 },
  { ...returns, code: 'tax_payees', employer: '2', values: months('2026-04-01', [0, 5]) },
  { ...returns, code: 'zero_return', employer: '1', values: months('2026-03-01', [1, 1, 1]) },
  { ...returns, code: 'zero_return', employer: '2', values: months('2026-03-01', [1, 0, 1]) },
  { ...list, code: 'SI01', employer: '1', values: { [may]: 3 } },
  { ...list, code: 'SI01', employer: '1', values: { [may]: 2 }, known: late },
  { ...list, code: 'SI01', employer: '2', values: { [may]: 4 } },
  { ...list, code: 'SI01', employer: '2', values: { [may]: 4 }, known: late, gone: true },
  { ...list, code: 'SI02', employer: '1', values: { [may]: 12_000 } },
  { ...list, code: 'SI03', employer: '1', values: { [may]: 180 } },
  { ...list, code: 'SI04', employer: '1', values: { [may]: 30 } },
  { layout: 'si-indicator-table', code: 'SI05', employer: '2', values: { [may]: -7.5 } },
  { ...enrolment, code: 'SI06', employer: '1', values: { [may]: 6 } },
  { ...enrolment, code: 'SI07', employer: '1', values: months('2026-04-01', [0, 1]) },
  {
    ...enrolment,
    code: 'insured_headcount',
    employer: '1',
    values: { '2026-02-01': 40, '2026-04-01': 36, [may]: 30 },
  },
  { ...enrolment, code: 'employed_headcount', employer: '1', values: months('2026-04-01', [90, 40]) },
  { ...enrolment, code: 'insured_headcount', employer: '2', values: { [may]: 10 } },
  { ...enrolment, code: 'employed_headcount', employer: '2', values: { [may]: 0 } },
].flatMap(observationRows);

const complete: readonly (readonly [source: string, layout: string, through: string])[] = [
  ['disputes', 'arbitration-cases', '2026-05-31'],
  ['disputes', 'mediation-register', '2026-05-31'],
  ['disputes', 'court-intake', '2026-05-20'],
  ['complaints', 'hotline-12345', '2026-05-31'],
  ['complaints', 'wage-clue-platform', '2026-05-31'],
  ['complaints', 'inspection-register', '2026-05-31'],
  ['petitions', 'petition-register', '2026-05-31'],
  ['opinion', 'opinion-monitoring', '2026-05-31'],
  ['tax', 'tax-arrears-notice', '2026-03-31'],
  ['tax', 'tax-declaration', '2026-05-31'],
  ['social-insurance', 'si-enrolment', '2026-05-31'],
];

/** How far each layout of the small county is complete. */
export const watermarks = complete.map(([source, layout, complete_through]) => ({
  source,
  layout,
  office: '',
  region: '',
  complete_through,
  observed_at: early,
  batch_id: 1,
}));
