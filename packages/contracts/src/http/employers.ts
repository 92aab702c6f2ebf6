import { z } from 'zod';
import { alertTiers, candidateReasons, employerLinkKinds } from '@miaotou/domain';
import {
  BilingualSchema,
  DaySchema,
  InstantSchema,
  PageQuerySchema,
  csv,
  pageOf,
  TierSchema,
} from '../common.js';

const Reason = z.string().trim().min(1).max(500);
const Id = z.string().regex(/^\d{1,15}$/);

/** A known employer that a name may mean, and what speaks for it. */
const CandidateSchema = z.object({
  employerId: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  region: z.string(),
  /** 0 to 100 points. */
  score: z.number().int(),
  reasons: z.array(z.object({ code: z.enum(candidateReasons), text: BilingualSchema })),
});

/** A name that a person must settle, with whom it may mean, the likeliest first. */
export const EmployerQuestionSchema = z.object({
  id: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  region: z.string(),
  regionName: BilingualSchema,
  reason: z.enum(['bad-uscc', 'uscc-name-differ', 'several-candidates', 'similar-name']),
  candidates: z.array(CandidateSchema),
  rows: z.number().int(),
  askedAt: InstantSchema,
  settled: z
    .object({
      answer: z.enum(['employer', 'created', 'nobody']),
      employerId: z.string().nullable(),
      employerName: z.string().nullable(),
      by: z.string(),
      at: InstantSchema,
      /** Being taken back at this moment. */
      undoing: z.boolean(),
    })
    .nullable(),
});
export type EmployerQuestion = z.infer<typeof EmployerQuestionSchema>;
export const EmployerQuestionPageSchema = pageOf(EmployerQuestionSchema);
export const EmployerQuestionQuerySchema = PageQuerySchema.extend({
  state: z.enum(['open', 'answered']).default('open'),
  q: z.string().trim().max(100).optional(),
});
export type EmployerQuestionQuery = z.infer<typeof EmployerQuestionQuerySchema>;
/** An employer, a new one of that name, or nobody: the name is not an employer. */
export const EmployerAnswerSchema = z.union([
  z.strictObject({ employerId: Id }),
  z.strictObject({ create: z.literal(true) }),
  z.strictObject({ nobody: z.literal(true) }),
]);
export type EmployerAnswer = z.infer<typeof EmployerAnswerSchema>;
/** One answer for several names. */
export const EmployerAnswersSchema = z.strictObject({
  ids: z.array(Id).min(1).max(200),
  answer: EmployerAnswerSchema,
});

/** An employer in the list. */
export const EmployerRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  uscc: z.string().nullable(),
  region: z.string(),
  regionName: BilingualSchema,
  industry: z.string().nullable(),
  standing: z.enum(['registered', 'named']),
  /** Highest tier of its live alerts. */
  tier: TierSchema.nullable(),
  alerts: z.number().int(),
  /** Another name under which the search found it. */
  foundAs: z.string().nullable(),
});
export type EmployerRow = z.infer<typeof EmployerRowSchema>;
export const EmployerPageSchema = pageOf(EmployerRowSchema);
export const EmployerQuerySchema = PageQuerySchema.extend({
  q: z.string().trim().max(100).optional(),
  region: z.string().max(20).optional(),
  standing: z.enum(['registered', 'named']).optional(),
  tier: csv(alertTiers).optional(),
});
export type EmployerQuery = z.infer<typeof EmployerQuerySchema>;

const Named = z.object({ id: z.string(), name: z.string(), uscc: z.string().nullable() });
const Move = z.object({
  id: z.string(),
  kind: z.enum(['merge', 'split']),
  from: Named,
  to: Named,
  at: InstantSchema,
  by: z.string(),
  reason: z.string(),
  done: z.boolean(),
  undone: z.object({ at: InstantSchema, by: z.string(), reason: z.string() }).nullable(),
});

/** Everything by which one employer is known, and how it came to be so. */
export const EmployerIdentitySchema = z.object({
  /** The employer that it was merged into. */
  heir: Named.nullable(),
  aliases: z.array(
    z.object({
      name: z.string(),
      region: z.string(),
      regionName: BilingualSchema,
      reason: z.enum(['same-uscc', 'answered']),
      by: z.string(),
      at: InstantSchema,
    }),
  ),
  /** Employers that were merged into it. */
  parts: z.array(Named),
  links: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(employerLinkKinds),
      /** Whether this employer is the one that the kind speaks of, or the other is. */
      outward: z.boolean(),
      other: Named,
      since: DaySchema.nullable(),
      until: DaySchema.nullable(),
      reason: z.string(),
      by: z.string(),
      ended: z.boolean(),
    }),
  ),
  moves: z.array(Move),
});
export type EmployerIdentity = z.infer<typeof EmployerIdentitySchema>;

/** Employers that may be the same one, the likeliest first; a person decides. */
export const EmployerTwinsSchema = z.object({ twins: z.array(CandidateSchema) });
export type EmployerTwins = z.infer<typeof EmployerTwinsSchema>;

/** What a merge would change, before it is done. */
export const MergePreviewSchema = z.object({
  from: Named,
  to: Named,
  observations: z.number().int(),
  events: z.number().int(),
  /** Values of both for one slot: the newer word stays. */
  shared: z.number().int(),
  alertsFollow: z.number().int(),
  /** Live alerts of rules that the other has a live alert of: they end in it. */
  alertsClose: z.number().int(),
  ledgerEntries: z.number().int(),
  questions: z.number().int(),
  links: z.number().int(),
  aliases: z.number().int(),
  warnings: z.array(z.object({ code: z.string(), text: BilingualSchema })),
});
export type MergePreview = z.infer<typeof MergePreviewSchema>;
export const MergeQuerySchema = z.object({ into: Id });
export const MergeSchema = z.strictObject({ into: Id, reason: Reason });

/** How the rows of one employer write it. */
export const EmployerSpellingsSchema = z.object({
  spellings: z.array(
    z.object({
      /** Normalised name; null where the rows write only a code. */
      name: z.string().nullable(),
      rows: z.number().int(),
      batches: z.number().int(),
    }),
  ),
});
export type EmployerSpellings = z.infer<typeof EmployerSpellingsSchema>;
/** Names whose rows go to another employer, an old or a new one. */
export const SplitSchema = z.strictObject({
  names: z.array(z.string().min(1).max(200)).min(1).max(50),
  to: z.union([
    z.strictObject({ employerId: Id }),
    z.strictObject({ name: z.string().trim().min(1).max(200), region: z.string().max(20) }),
  ]),
  reason: Reason,
});
export type Split = z.infer<typeof SplitSchema>;
export const MovedSchema = z.object({ moveId: z.string(), employerId: z.string() });
export const UndoMoveSchema = z.strictObject({ reason: Reason });

/** A link to be made. */
export const NewLinkSchema = z.strictObject({
  toId: Id,
  kind: z.enum(employerLinkKinds),
  since: DaySchema.nullable(),
  until: DaySchema.nullable(),
  reason: Reason,
});
export type NewLink = z.infer<typeof NewLinkSchema>;
export const EndLinkSchema = z.strictObject({ until: DaySchema });
