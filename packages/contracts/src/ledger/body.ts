import { z } from 'zod';
import { alertStates, alertTiers } from '@miaotou/domain';
import { BilingualSchema, DaySchema } from '../common.js';

const count = z.number().int().nonnegative();

/**
 * What an entry of the ledger says, as hashed. Chain, number, time, kind, alert and what it corrects stand in it too, so
 * that nothing around it can be altered. Optional members are absent in entries made before they were kept.
 */
export const LedgerBodySchema = z.strictObject({
  chain: z.string(),
  seq: z.number().int(),
  at: z.string(),
  kind: z.string(),
  alertId: z.number().int().nullable(),
  ruleId: z.string().nullable(),
  ruleVersion: z.number().int().nullable(),
  tier: z.enum(alertTiers).nullable(),
  state: z.enum(alertStates).nullable(),
  reason: z.string(),
  by: z.string(),
  note: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.string(),
  subjectName: z.string(),
  region: z.string(),
  disputeTypes: z.array(z.string()),
  keyGroups: z.array(z.string()),
  sentence: BilingualSchema,
  /** People concerned; null where nobody told. */
  headcount: count.nullable().optional(),
  /** Money concerned, in fen; null where nobody told. */
  amountFen: count.nullable().optional(),
  /** Section, division, group or class of GB/T 4754; null where it is not known. */
  industry: z.string().nullable().optional(),
  /** The inspection that it tells of. */
  inspectionId: z.number().int().optional(),
  /** The entry that this one corrects: the first one of its place, however often it was corrected. */
  corrects: z.strictObject({ chain: z.string(), seq: z.number().int() }).optional(),
});
export type LedgerBody = z.infer<typeof LedgerBodySchema>;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Where one chain stood: its last entry. */
export const ChainHeadSchema = z.strictObject({ chain: z.string(), seq: z.number().int().positive(), hash });
export type ChainHead = z.infer<typeof ChainHeadSchema>;

/** What a root says, as hashed: where every chain stood, and the root before it. */
export const LedgerRootBodySchema = z.strictObject({
  format: z.literal('miaotou-ledger-root'),
  number: z.number().int().positive(),
  day: DaySchema,
  at: z.string(),
  /** 64 zeros before the first one. */
  previousRoot: hash,
  chains: z.array(ChainHeadSchema),
});
export type LedgerRootBody = z.infer<typeof LedgerRootBodySchema>;

/** A root as it leaves the machine. */
export const LedgerRootFileSchema = z.strictObject({ ...LedgerRootBodySchema.shape, root: hash });
export type LedgerRootFile = z.infer<typeof LedgerRootFileSchema>;
