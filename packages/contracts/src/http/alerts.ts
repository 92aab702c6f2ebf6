import { z } from 'zod';
import { alertStates, alertTiers, sourceFamilies, subjectKinds } from '@miaotou/domain';
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
import { EvidenceTreeSchema, WhyNotSchema } from '../rules/evidence-tree.js';
import { EvidenceSchema, FeatureValueSchema } from '../rules/evidence.js';

/** Filters of the alert list; they live in the page's address. */
export const AlertQuerySchema = PageQuerySchema.extend({
  state: csv(alertStates).optional(),
  tier: csv(alertTiers).optional(),
  rule: csvText.optional(),
  family: csv(sourceFamilies).optional(),
  region: z.string().max(40).optional(),
  employer: z.string().max(40).optional(),
  q: z.string().max(100).optional(),
  from: DaySchema.optional(),
  to: DaySchema.optional(),
  sort: z.enum(['urgency', 'opened', 'tier']).default('urgency'),
});
export type AlertQuery = z.infer<typeof AlertQuerySchema>;

/** One line of the alert list. */
export const AlertRowSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: BilingualSchema,
  subjectKind: z.enum(subjectKinds),
  subjectId: z.string(),
  subjectName: z.string(),
  employerId: z.string().nullable(),
  region: z.string(),
  regionName: BilingualSchema,
  tier: TierSchema,
  peakTier: TierSchema,
  state: z.enum(alertStates),
  openedAt: InstantSchema,
  sinceAt: InstantSchema,
  /** Since when it could have been known, had everything been told in time; null for what was raised at once. */
  knowableSince: InstantSchema.nullable(),
  /** Since when the alert stands at its present tier. */
  tierSince: InstantSchema,
  lastSignalAt: InstantSchema,
  sentence: BilingualSchema,
  version: z.number().int(),
});
export type AlertRow = z.infer<typeof AlertRowSchema>;
export const AlertPageSchema = pageOf(AlertRowSchema);
export type AlertPage = z.infer<typeof AlertPageSchema>;

export const AlertEventSchema = z.object({
  at: InstantSchema,
  kind: z.string(),
  reason: z.string(),
  by: z.string(),
  fromState: z.enum(alertStates).nullable(),
  toState: z.enum(alertStates).nullable(),
  fromTier: TierSchema.nullable(),
  toTier: TierSchema.nullable(),
  note: z.string().nullable(),
});

/** One feature of the evidence, with the words that explain it. */
export const EvidenceFeatureSchema = z.object({
  name: z.string(),
  label: BilingualSchema,
  value: FeatureValueSchema,
  /** The value in words, where it is not a plain number. */
  valueText: BilingualSchema.nullable(),
  thresholds: z.partialRecord(TierSchema, z.number()),
  /** The feature has source rows to open. */
  hasRows: z.boolean(),
});

/** An alert in full: evidence, plan, history, and the incident in which it is acted on. */
export const AlertDetailSchema = AlertRowSchema.extend({
  evidence: EvidenceSchema,
  features: z.array(EvidenceFeatureSchema),
  /** The rule's conditions part by part; empty where the rule is no longer kept. */
  tree: EvidenceTreeSchema,
  /** What a stronger tier would take; null where the rule is no longer kept or the alert is closed. */
  whyNot: WhyNotSchema.nullable(),
  plan: z.object({ code: z.string(), name: BilingualSchema, steps: z.array(BilingualSchema) }),
  legalBasis: z.array(z.object({ ref: z.string(), text: BilingualSchema.optional() })),
  history: z.array(AlertEventSchema),
  /** The incident in which it is acted on; null for the moment until it has one. */
  incidentId: z.string().nullable(),
  /** What the person who closed it wrote. */
  closeReason: z.string().nullable(),
  /** Why it still stands though its signal eased, or how the system closed it. */
  standing: BilingualSchema.nullable(),
});
export type AlertDetail = z.infer<typeof AlertDetailSchema>;

/** Which feature's rows, and which page of them. */
export const SourceRowsQuerySchema = PageQuerySchema.pick({ page: true }).extend({
  feature: z.string().min(1).max(100),
});
export type SourceRowsQuery = z.infer<typeof SourceRowsQuerySchema>;

/** Rows of deliveries behind a feature: header and cells as delivered (personal columns masked). */
export const SourceRowsSchema = z.object({
  total: z.number().int(),
  tables: z.array(
    z.object({
      batchId: z.string(),
      fileName: z.string(),
      layout: BilingualSchema,
      receivedAt: InstantSchema,
      headers: z.array(z.string()),
      rows: z.array(z.object({ sheet: z.string(), row: z.number().int(), cells: z.array(z.string()) })),
    }),
  ),
});
export type SourceRows = z.infer<typeof SourceRowsSchema>;

/** Names of the tiers by rank, for lists. */
export const tierNames = alertTiers;
