import { z } from 'zod';
import { alertStates, alertTiers } from '@miaotou/domain';
import {
  BilingualSchema,
  DaySchema,
  InstantSchema,
  PageQuerySchema,
  TierSchema,
  csv,
  csvText,
  pageOf,
} from '../common.js';

const Place = z.object({ chain: z.string(), seq: z.number().int() });

/** One entry of the risk ledger. */
export const LedgerEntrySchema = z.object({
  chain: z.string(),
  /** The office whose chain it is. */
  office: BilingualSchema,
  seq: z.number().int(),
  at: InstantSchema,
  kind: z.string(),
  alertId: z.string().nullable(),
  inspectionId: z.string().nullable(),
  ruleId: z.string().nullable(),
  tier: TierSchema.nullable(),
  state: z.enum(alertStates).nullable(),
  by: z.string(),
  note: z.string().nullable(),
  subjectName: z.string(),
  region: z.string(),
  regionName: BilingualSchema,
  disputeTypes: z.array(z.string()),
  keyGroups: z.array(z.string()),
  industry: z.string().nullable(),
  /** Section of the industry in words; null where it is not known. */
  industryName: BilingualSchema.nullable(),
  headcount: z.number().int().nullable(),
  amountFen: z.number().int().nullable(),
  sentence: BilingualSchema,
  /** The entry that this one corrects. */
  corrects: Place.nullable(),
  /** The newest entry that corrects this one; what it says counts. */
  correctedBy: Place.extend({ at: InstantSchema, by: z.string(), reason: z.string() }).nullable(),
  hash: z.string(),
  previousHash: z.string(),
});
export type LedgerEntry = z.infer<typeof LedgerEntrySchema>;
export const LedgerPageSchema = pageOf(LedgerEntrySchema);
export type LedgerPage = z.infer<typeof LedgerPageSchema>;

/** Bands in which people and money are counted. */
export const headcountBands = ['unknown', '1', '2-9', '10-29', '30-99', '100-'] as const;
export const amountBands = ['unknown', '-1w', '1w-10w', '10w-50w', '50w-100w', '100w-'] as const;

const filters = {
  /** `entries`: every entry; `risks`: each risk once, as it stands after its newest entry and all corrections. */
  view: z.enum(['entries', 'risks']).default('entries'),
  tier: csv(alertTiers).optional(),
  disputeType: csvText.optional(),
  keyGroup: csvText.optional(),
  /** Sections of GB/T 4754, `unknown` for none. */
  industry: csvText.optional(),
  headcount: csv(headcountBands).optional(),
  amount: csv(amountBands).optional(),
  /** Chains of offices. */
  chain: csvText.optional(),
  region: z.string().max(40).optional(),
  q: z.string().max(100).optional(),
  from: DaySchema.optional(),
  to: DaySchema.optional(),
};
export const LedgerFilterSchema = z.object(filters);
export type LedgerFilter = z.infer<typeof LedgerFilterSchema>;
export const LedgerQuerySchema = PageQuerySchema.extend(filters);
export type LedgerQuery = z.infer<typeof LedgerQuerySchema>;
/** Filters of an export, and the language of its headings. */
export const LedgerExportQuerySchema = z.object({ ...filters, language: z.enum(['zh', 'en']).default('zh') });
export type LedgerExportQuery = z.infer<typeof LedgerExportQuerySchema>;

const Count = z.object({ value: z.string(), name: BilingualSchema, entries: z.number().int() });

/** How many entries match, by every way in which the ledger is graded; one entry may count under several types or groups. */
export const LedgerCountsSchema = z.object({
  entries: z.number().int(),
  corrected: z.number().int(),
  tier: z.array(Count),
  disputeType: z.array(Count),
  keyGroup: z.array(Count),
  industry: z.array(Count),
  region: z.array(Count),
  chain: z.array(Count),
  headcount: z.array(Count),
  amount: z.array(Count),
});
export type LedgerCounts = z.infer<typeof LedgerCountsSchema>;

/** A correction: what should stand instead of what an entry says. What is not named stays. */
export const LedgerCorrectionSchema = z
  .strictObject({
    reason: z.string().trim().min(2).max(1000),
    /** Number of the newest entry at this place that the page shows; a stale page is refused. */
    newest: z.number().int().positive(),
    tier: TierSchema.optional(),
    disputeTypes: z.array(z.string().max(10)).max(20).optional(),
    keyGroups: z.array(z.string().max(10)).max(20).optional(),
    industry: z.string().max(10).nullable().optional(),
    region: z.string().max(40).optional(),
    headcount: z.number().int().min(0).max(1_000_000).nullable().optional(),
    amountFen: z.number().int().min(0).max(1e14).nullable().optional(),
  })
  .refine(({ reason: _reason, newest: _newest, ...rest }) => Object.keys(rest).length > 0, 'nothing changes');
export type LedgerCorrection = z.infer<typeof LedgerCorrectionSchema>;

/** One place of the ledger: the entry as it was made, and everything that corrects it. */
export const LedgerPlaceSchema = z.object({ entries: z.array(LedgerEntrySchema) });
export type LedgerPlace = z.infer<typeof LedgerPlaceSchema>;

/** Result of recomputing every chain. */
export const LedgerVerificationSchema = z.object({
  holds: z.boolean(),
  entries: z.number().int(),
  /** First broken entry. */
  broken: z.object({ chain: z.string(), seq: z.number().int(), reason: z.string() }).nullable(),
  /** One hash over where every chain stands now; null for an empty ledger. */
  root: z.string().nullable(),
  chains: z.array(
    z.object({
      chain: z.string(),
      office: BilingualSchema,
      entries: z.number().int(),
      hash: z.string(),
    }),
  ),
  /** How many kept roots were held against it, and the file's where one was given. */
  roots: z.number().int(),
  checkedAt: InstantSchema,
});
export type LedgerVerification = z.infer<typeof LedgerVerificationSchema>;

/** A root and where it went. */
export const LedgerRootSchema = z.object({
  number: z.number().int(),
  day: DaySchema,
  at: InstantSchema,
  root: z.string(),
  chains: z.number().int(),
  entries: z.number().int(),
  exports: z.array(
    z.object({
      way: z.enum(['folder', 'messages', 'download']),
      at: InstantSchema,
      done: z.boolean(),
      detail: z.string(),
    }),
  ),
});
export type LedgerRoot = z.infer<typeof LedgerRootSchema>;
export const LedgerRootListSchema = z.object({
  items: z.array(LedgerRootSchema),
  /** Whether a folder off the machine is configured. */
  folder: z.boolean(),
});
export type LedgerRootList = z.infer<typeof LedgerRootListSchema>;
