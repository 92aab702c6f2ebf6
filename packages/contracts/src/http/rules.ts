import { z } from 'zod';
import { sourceFamilies, subjectKinds } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, TierSchema } from '../common.js';

const RuleId = z.string().regex(/^R\d{2,3}$/);
const Reason = z.string().trim().min(2).max(500);
/** A rule file is a page of text; far more is a mistake or an attack. */
const RuleText = z.string().min(1).max(200_000);

/** What becomes of a rule: it judges, its first version is yet to begin, it ended, or nothing of it was approved. */
export const ruleStandings = ['in-force', 'coming', 'retired', 'draft-only'] as const;
export type RuleStanding = (typeof ruleStandings)[number];

/** A rule as the list shows it: what it says, whether it can judge today, and what waits for somebody. */
export const RuleRowSchema = z.object({
  id: z.string(),
  /** The version in force; else the newest, 0 where there is none. */
  version: z.number().int(),
  name: BilingualSchema,
  subject: z.enum(subjectKinds),
  families: z.array(z.enum(sourceFamilies)),
  disputeTypes: z.array(z.string()),
  when: z.string(),
  thresholds: z.record(z.string(), z.partialRecord(TierSchema, z.number())),
  plan: z.string(),
  standing: z.enum(ruleStandings),
  /** Since when the version is in force; null where none is. */
  since: DaySchema.nullable(),
  /** Who published the version in force: the shipped book or the office. */
  origin: z.enum(['book', 'office']).nullable(),
  /** First day of a newer version that is approved and has yet to begin. */
  nextFrom: DaySchema.nullable(),
  /** Drafts being written, and drafts that wait for a second person. */
  drafts: z.object({ writing: z.number().int(), waiting: z.number().int() }),
  /** The product ships another text than the office has; its version. */
  update: z.number().int().nullable(),
  live: z.object({
    blue: z.number().int(),
    yellow: z.number().int(),
    orange: z.number().int(),
    red: z.number().int(),
  }),
  abstaining: z
    .object({ reason: z.string(), detail: BilingualSchema, subjects: z.number().int() })
    .nullable(),
});
export type RuleRow = z.infer<typeof RuleRowSchema>;

/** One change of a rule in plain words; of an expression or sentence also which words went and came. */
export const RuleChangeSchema = z.object({
  /** Where in the rule, e.g. `thresholds.items.orange`. */
  path: z.string(),
  text: BilingualSchema,
  words: z
    .array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }))
    .nullable()
    .default(null),
});
export type RuleChange = z.infer<typeof RuleChangeSchema>;

/** One fault of a rule's text: where it stands (1-based), a stable code and a sentence. */
export const RuleFaultSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  code: z.string(),
  message: BilingualSchema,
});

/** What has become of one version. `replaced` was in force; `passed-over` never was, because a newer one came first. */
export const versionStandings = ['in-force', 'coming', 'replaced', 'passed-over', 'ended'] as const;

export const RuleVersionSchema = z.object({
  version: z.number().int(),
  name: BilingualSchema,
  standing: z.enum(versionStandings),
  origin: z.enum(['book', 'office']),
  from: DaySchema,
  to: DaySchema.nullable(),
  publishedAt: InstantSchema,
  /** Null for the shipped book. */
  author: z.string().nullable(),
  approvedBy: z.string().nullable(),
  reason: z.string().nullable(),
  basedOn: z.number().int().nullable(),
  /** The replay that was looked at; null when none was. */
  replayId: z.string().nullable(),
  /** The numbers or conditions differ from the version before, so that a replay would have told something. */
  judgesDifferently: z.boolean(),
  sha256: z.string(),
  changes: z.array(RuleChangeSchema),
});
export type RuleVersion = z.infer<typeof RuleVersionSchema>;

export const draftKinds = ['edit', 'roll-back', 'retire', 'import', 'adopt'] as const;
export const draftStates = ['draft', 'checked', 'published', 'withdrawn'] as const;
export const draftSteps = [
  'created',
  'edited',
  'rebased',
  'checked',
  'refused',
  'approved',
  'withdrawn',
] as const;
export type DraftKind = (typeof draftKinds)[number];
export type DraftState = (typeof draftStates)[number];
export type DraftStep = (typeof draftSteps)[number];

export const RuleDraftSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  /** Null while the text cannot be read. */
  name: BilingualSchema.nullable(),
  kind: z.enum(draftKinds),
  basedOn: z.number().int().nullable(),
  text: z.string(),
  reason: z.string(),
  replayId: z.string().nullable(),
  state: z.enum(draftStates),
  author: z.string(),
  version: z.number().int().nullable(),
  revision: z.number().int(),
  createdAt: InstantSchema,
  changedAt: InstantSchema,
  steps: z.array(
    z.object({
      step: z.enum(draftSteps),
      by: z.string(),
      at: InstantSchema,
      reason: z.string().nullable(),
    }),
  ),
  /** First day that the author wishes; null while the text cannot be read. */
  from: DaySchema.nullable(),
  changes: z.array(RuleChangeSchema),
  judgesDifferently: z.boolean(),
  faults: z.array(RuleFaultSchema),
  /** Another version was published since; what it changed over the one that the draft began with. */
  moved: z.object({ version: z.number().int(), changes: z.array(RuleChangeSchema) }).nullable(),
});
export type RuleDraft = z.infer<typeof RuleDraftSchema>;

/** Everything that was and is to become of one rule. */
export const RuleHistorySchema = z.object({
  id: z.string(),
  name: BilingualSchema,
  standing: z.enum(ruleStandings),
  today: DaySchema,
  /** Newest first. */
  versions: z.array(RuleVersionSchema),
  /** Open drafts first, newest first. */
  drafts: z.array(RuleDraftSchema),
  update: z.object({ version: z.number().int(), changes: z.array(RuleChangeSchema) }).nullable(),
});
export type RuleHistory = z.infer<typeof RuleHistorySchema>;

/** A version, or the shipped file, as text. */
export const RuleTextSchema = z.object({
  ruleId: z.string(),
  name: BilingualSchema,
  version: z.number().int(),
  text: z.string(),
});
export type RuleTextView = z.infer<typeof RuleTextSchema>;

export const RuleCompareQuerySchema = z.object({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
});

export const RuleCheckRequestSchema = z.strictObject({
  text: RuleText,
  /** The rule that the text is a version of; null for a new rule. */
  ruleId: RuleId.nullable().default(null),
  /** The version that it is compared with; the newest by default. */
  basedOn: z.number().int().positive().nullable().default(null),
});
export type RuleCheckRequest = z.infer<typeof RuleCheckRequestSchema>;

export const RuleCheckResultSchema = z.object({
  faults: z.array(RuleFaultSchema),
  changes: z.array(RuleChangeSchema),
  judgesDifferently: z.boolean(),
});
export type RuleCheckResult = z.infer<typeof RuleCheckResultSchema>;

export const RuleDraftInputSchema = z.strictObject({
  text: RuleText,
  ruleId: RuleId,
  basedOn: z.number().int().positive().nullable(),
  reason: Reason,
  replayId: z.string().max(100).nullable().default(null),
});
export type RuleDraftInput = z.infer<typeof RuleDraftInputSchema>;

export const RuleDraftEditSchema = RuleDraftInputSchema.omit({ ruleId: true, basedOn: true }).extend({
  /** The revision that was changed; a draft that moved on meanwhile refuses. */
  revision: z.number().int().positive(),
});
export type RuleDraftEdit = z.infer<typeof RuleDraftEditSchema>;

/** What is decided is what was seen: a draft of another revision refuses. */
export const RuleDraftSeenSchema = z.strictObject({ revision: z.number().int().positive() });
export const RuleDraftReasonSchema = RuleDraftSeenSchema.extend({ reason: Reason });
export const RuleApprovalSchema = RuleDraftSeenSchema.extend({
  /** First day of the version; not before the day of the approval. */
  from: DaySchema,
  reason: z.string().trim().max(500).default(''),
});
export type RuleApproval = z.infer<typeof RuleApprovalSchema>;

export const RuleRollBackSchema = z.strictObject({ version: z.number().int().positive(), reason: Reason });
export const RuleRetirementSchema = z.strictObject({
  /** The last day on which the rule judges. */
  to: DaySchema,
  reason: Reason,
});
export const RuleReasonSchema = z.strictObject({ reason: Reason });

/** One file of an import and what it would become. */
export const RuleImportFileSchema = z.object({
  name: z.string(),
  text: z.string(),
  ruleId: z.string().nullable(),
  ruleName: BilingualSchema.nullable(),
  standing: z.enum(['new', 'changed', 'same', 'refused']),
  changes: z.array(RuleChangeSchema),
  faults: z.array(RuleFaultSchema),
});
export const RuleImportPreviewSchema = z.object({ files: z.array(RuleImportFileSchema) });
export type RuleImportPreview = z.infer<typeof RuleImportPreviewSchema>;
export type RuleImportFile = z.infer<typeof RuleImportFileSchema>;

export const RuleTextQuerySchema = z.object({ version: z.coerce.number().int().positive().optional() });

export const RuleImportFilesSchema = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string().max(255), text: RuleText }))
    .min(1)
    .max(200),
});
export const RuleImportSchema = RuleImportFilesSchema.extend({ reason: Reason });
export const RuleImportedSchema = z.object({
  drafts: z.array(z.object({ ruleId: z.string(), draftId: z.string() })),
});
