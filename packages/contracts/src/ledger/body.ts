import { z } from 'zod';
import { alertStates, alertTiers } from '@miaotou/domain';
import { BilingualSchema } from '../common.js';

/** What an entry of the ledger says, as hashed. Chain, number, time, kind and alert stand in it too, so that nothing around it can be altered. */
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
});
export type LedgerBody = z.infer<typeof LedgerBodySchema>;
