import {
  ManifestSchema,
  attributesOf,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { foreignStates } from '@miaotou/domain';

/** Dollars are kept in cents, as yuan are in fen. */
const dollars = { type: 'money', unit: 'yuan', min: 0, max: 1e12 } as const;

const manifest = ManifestSchema.parse({
  source: 'complaints',
  layout: 'wage-claims',
  version: 1,
  name: { zh: '美国州工资索赔公开记录', en: 'Wage claims of US states (public records)' },
  office: { code: 'O36', name: { zh: '公开数据', en: 'Public archive' } },
  formats: ['csv.gz', 'csv'],
  cycle: { every: 'none' },
  periodField: 'openedAt',
  key: ['violation'],
  employer: { name: 'employer' },
  columns: [
    { field: 'case', header: 'case_uuid', type: 'code', present: true },
    { field: 'violation', header: 'violation_uuid', type: 'code', required: true },
    {
      field: 'state',
      header: 'state_name',
      type: 'choice',
      required: true,
      choices: Object.fromEntries(foreignStates.map(({ code, name }) => [name.en, code])),
    },
    { field: 'employer', header: 'employer_name', type: 'text', required: true },
    { field: 'tradeName', header: 'employer_dba_name', type: 'text' },
    { field: 'city', header: 'employer_city', type: 'text' },
    { field: 'violationKind', header: 'violation_category', type: 'text', present: true },
    { field: 'status', header: 'case_status', type: 'text' },
    { field: 'openedAt', header: 'date_opened', type: 'instant', present: true },
    { field: 'paidAt', header: 'date_paid', type: 'instant' },
    { field: 'closedAt', header: 'date_closed', type: 'instant', present: true },
    { field: 'claimed', header: 'amount_claimed', ...dollars },
    { field: 'assessed', header: 'amount_assessed', ...dollars },
    { field: 'paid', header: 'amount_paid', ...dollars },
  ],
});

/** Said of a claim that cannot be placed in time. */
const undated = 'date_opened、date_closed、date_paid 均为空 / no date at all';

/** The claim's amount in cents and which of the three columns it stands in. */
function amountOf(row: CheckedRow): { amountFen: number | null; amountKind: string | null } {
  for (const amountKind of ['claimed', 'assessed', 'paid']) {
    const amountFen = numberCell(row, amountKind);
    if (amountFen !== null && amountFen > 0) return { amountFen, amountKind };
  }
  return { amountFen: null, amountKind: null };
}

function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'violation');
  const days = ['openedAt', 'closedAt', 'paidAt'].map((field) => [field, textCell(row, field)] as const);
  const [dateKind, occurredAt = null] = days.find(([, day]) => day !== null) ?? [];
  if (key === null) return [];
  if (dateKind === undefined || occurredAt === null) throw new RangeError(undated);
  const { amountFen, amountKind } = amountOf(row);
  const region = textCell(row, 'state');
  const found = (numberCell(row, 'assessed') ?? 0) > 0 || (numberCell(row, 'paid') ?? 0) > 0;
  return [
    {
      kind: 'complaint',
      key,
      occurredAt,
      ...(region === null ? {} : { region }),
      persons: 1,
      amountFen,
      months: null,
      personKeys: [],
      attributes: attributesOf({
        channel: 'wage-claim',
        disputeType: 'D11',
        violation: textCell(row, 'violationKind'),
        verified: found,
        status: textCell(row, 'status'),
        dateKind: dateKind.replace('At', ''),
        currency: 'USD',
        amountKind,
        city: textCell(row, 'city'),
      }),
      row: row.row,
    },
  ];
}

/** Claims for unpaid wages of Wisconsin, Ohio and Kentucky; each row is one worker's claim. */
export const wageClaims: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
