import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, PageQuerySchema, pageOf } from '../common.js';
import { batchStates } from './sources.js';

/** `held` waits for a person to confirm that an unlikely value is right; `open` for one to mend it. */
export const quarantineStates = ['open', 'held', 'corrected', 'discarded'] as const;

/** A fault of a cell: stable code, the column as the sender knows it, and a sentence. */
export const CellFaultSchema = z.object({
  code: z.string(),
  field: z.string(),
  header: z.string(),
  value: z.string(),
  message: BilingualSchema,
});
export type CellFault = z.infer<typeof CellFaultSchema>;

/** One row that could not be kept, as its newest version has it. */
export const QuarantineRowSchema = z.object({
  batchId: z.string(),
  fileName: z.string(),
  layout: z.string(),
  sheet: z.string(),
  row: z.number().int(),
  headers: z.array(z.string()),
  cells: z.array(z.string()),
  faults: z.array(CellFaultSchema),
  state: z.enum(quarantineStates),
  /** Counts the versions of the row; a change names the one that it was made on. */
  version: z.number().int().positive(),
  /** When the row came into quarantine. */
  since: InstantSchema,
});
export type QuarantineRow = z.infer<typeof QuarantineRowSchema>;

const reasonCount = z.object({
  code: z.string(),
  field: z.string(),
  /** The column, or both of a contradiction; empty where the fault is of the row. */
  header: z.string(),
  message: BilingualSchema,
  rows: z.number().int(),
});

export const QuarantinePageSchema = pageOf(QuarantineRowSchema).extend({
  /** How many rows that wait have each reason, most first. */
  reasons: z.array(reasonCount),
});
export const QuarantineQuerySchema = PageQuerySchema.extend({
  reason: z.string().max(60).optional(),
  field: z.string().max(60).optional(),
  state: z.enum(quarantineStates).optional(),
});

const layoutName = z.string().regex(/^[a-z][a-z0-9-]*$/);
const fieldName = z.string().min(1).max(200);

/** What of the whole work-list is wanted; days are Asia/Shanghai. */
export const WorkListQuerySchema = PageQuerySchema.extend({
  source: z.enum(sourceFamilies).optional(),
  office: z.string().max(40).optional(),
  layout: layoutName.optional(),
  reason: z.string().max(60).optional(),
  field: fieldName.optional(),
  /** Exact faulty text, as the row shows it. */
  value: z.string().max(500).optional(),
  state: z.enum(quarantineStates).optional(),
  /** Only rows that have waited at least this many days. */
  waited: z.coerce.number().int().min(0).max(36_500).optional(),
});
export type WorkListQuery = z.infer<typeof WorkListQuerySchema>;
export const WorkListPageSchema = pageOf(QuarantineRowSchema);

/** Rows that wait with the same fault of the same field: one decision may mend them all. */
export const QuarantineGroupSchema = z.object({
  source: z.enum(sourceFamilies),
  layout: z.string(),
  layoutName: BilingualSchema,
  office: z.object({ code: z.string(), name: BilingualSchema }),
  code: z.string(),
  field: z.string(),
  header: z.string(),
  message: BilingualSchema,
  rows: z.number().int(),
  batches: z.number().int(),
  /** Rows that wait for a confirmation. */
  held: z.number().int(),
  oldest: DaySchema,
  /** Whether a mapping may mend it: a known field that holds no personal data. */
  mappable: z.boolean(),
  /** Distinct faulty texts, and the commonest of them. */
  distinct: z.number().int(),
  values: z.array(z.object({ value: z.string(), rows: z.number().int() })),
});
export type QuarantineGroup = z.infer<typeof QuarantineGroupSchema>;
export const QuarantineGroupsSchema = z.object({
  /** Rows that wait: each once, whatever number of faults it has. */
  rows: z.number().int(),
  batches: z.number().int(),
  oldest: DaySchema.nullable(),
  /** Rows that have waited at least so many days, whatever age was asked for. */
  waited: z.array(z.object({ days: z.number().int(), rows: z.number().int() })),
  groups: z.array(QuarantineGroupSchema),
  /** Groups in all; `groups` holds the largest of them. */
  total: z.number().int(),
});
export type QuarantineGroups = z.infer<typeof QuarantineGroupsSchema>;

/** What is done to a cell's text. None of them is a pattern: what happens can be read off. */
export const ValueChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('replace'), to: z.string().max(500) }),
  /** Number in a larger or smaller unit: 万元 → 元 is ×10000. */
  z.strictObject({ kind: z.literal('times'), factor: z.literal([10_000, 1_000, 100, 0.01, 0.0001]) }),
  /** Day counted from 1904 instead of 1900, or the other way round. */
  z.strictObject({ kind: z.literal('shift-days'), days: z.literal([1462, -1462]) }),
  /** Takes a text out wherever it stands in the cell. */
  z.strictObject({ kind: z.literal('strip'), text: z.string().min(1).max(50) }),
]);
export type ValueChange = z.infer<typeof ValueChangeSchema>;

/** Which rows a mapping is for and what it does: fault `reason` of `field` in `layout`, one text of it or all (null). */
export const MappingSchema = z.strictObject({
  layout: layoutName,
  reason: z.string().min(1).max(60),
  field: fieldName,
  from: z.string().max(500).nullable(),
  change: ValueChangeSchema,
});
export type Mapping = z.infer<typeof MappingSchema>;

const why = z.string().trim().min(1).max(500);

/** What applying a mapping would do, tried on the rows themselves. */
export const MappingPreviewSchema = z.object({
  /** Rows that wait with this fault, and the deliveries they are in. */
  rows: z.number().int(),
  batches: z.number().int(),
  /** Rows that were tried; fewer than `rows` where there are very many. */
  tried: z.number().int(),
  mended: z.number().int(),
  /** What stays faulty among those tried. */
  remaining: z.array(reasonCount),
  samples: z.array(
    z.object({
      fileName: z.string(),
      sheet: z.string(),
      row: z.number().int(),
      before: z.string(),
      after: z.string(),
      faults: z.array(CellFaultSchema),
    }),
  ),
});
export type MappingPreview = z.infer<typeof MappingPreviewSchema>;

export const MappingApplySchema = z.strictObject({
  mapping: MappingSchema,
  /** Rows that the preview counted; when they are others by now, nothing is applied. */
  rows: z.number().int().positive(),
  reason: why,
  /** Keep it for later deliveries of the layout. */
  keep: z.boolean().default(false),
});
/** The corrections that were begun, one for each delivery, and the standing mapping when it was kept. */
export const CorrectionsBegunSchema = z.object({
  batchIds: z.array(z.string()),
  rows: z.number().int(),
  mappingId: z.string().nullable(),
});
export type CorrectionsBegun = z.infer<typeof CorrectionsBegunSchema>;

/** A mapping that stands for every later delivery of its layout, until it is ended. */
export const ValueMappingSchema = z.object({
  id: z.string(),
  layout: z.string(),
  layoutName: BilingualSchema,
  field: z.string(),
  header: z.string(),
  from: z.string().nullable(),
  change: ValueChangeSchema,
  author: z.string(),
  reason: z.string(),
  since: InstantSchema,
  until: InstantSchema.nullable(),
  endedBy: z.string().nullable(),
  endedReason: z.string().nullable(),
  /** What it has changed so far. */
  batches: z.number().int(),
  rows: z.number().int(),
});
export type ValueMapping = z.infer<typeof ValueMappingSchema>;
export const ReasonSchema = z.strictObject({ reason: why });

export const correctionKinds = ['cells', 'mapping', 'confirmation', 'returned', 'undo'] as const;
/** One correction: who changed which rows how, and what became of it. */
export const CorrectionSchema = z.object({
  batchId: z.string(),
  corrects: z.string(),
  fileName: z.string(),
  kind: z.enum(correctionKinds),
  layout: z.string(),
  layoutName: BilingualSchema,
  /** Of a mapping: the column and what was done to it. */
  header: z.string().nullable(),
  mapping: MappingSchema.nullable(),
  author: z.string(),
  reason: z.string(),
  madeAt: InstantSchema,
  state: z.enum(batchStates),
  rows: z.number().int(),
  accepted: z.number().int(),
  quarantined: z.number().int(),
  undoes: z.string().nullable(),
  /** The correction that took this one back. */
  undoneBy: z.string().nullable(),
});
export type Correction = z.infer<typeof CorrectionSchema>;
export const CorrectionPageSchema = pageOf(CorrectionSchema);
export const CorrectionQuerySchema = PageQuerySchema.extend({
  corrects: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

/** One version of a quarantined row. The first is the row as it was delivered. */
export const RowVersionSchema = z.object({
  version: z.number().int().positive(),
  at: InstantSchema,
  /** Empty for the delivery itself. */
  by: z.string(),
  reason: z.string(),
  state: z.enum(quarantineStates),
  cells: z.array(z.string()),
  faults: z.array(CellFaultSchema),
  correctionId: z.string().nullable(),
});
export type RowVersion = z.infer<typeof RowVersionSchema>;
export const RowHistorySchema = z.object({
  headers: z.array(z.string()),
  versions: z.array(RowVersionSchema),
});
export const RowHistoryQuerySchema = z.object({
  sheet: z.string().max(200).default(''),
  row: z.coerce.number().int().positive(),
});

const place = { sheet: z.string(), row: z.number().int().positive() };
/** Rows of the version that the person saw; a newer one refuses the change. */
const seenRow = z.strictObject({ ...place, version: z.number().int().positive().optional() });
const mendedRow = seenRow.extend({ cells: z.array(z.string().max(100_000)).max(500) });

/** Corrected rows to run again: the full cells in file order, with the reason for the change. */
export const RerunSchema = z.strictObject({ rows: z.array(mendedRow).min(1).max(5000), reason: why });
/** Rows decided as they are: discarded, taken back, or confirmed as right. */
export const DecideRowsSchema = z.strictObject({ rows: z.array(seenRow).min(1).max(5000), reason: why });
/** Rows to be checked without keeping anything. */
export const CheckRowsSchema = z.strictObject({ rows: z.array(mendedRow).min(1).max(200) });
export const CheckedRowsSchema = z.object({
  rows: z.array(z.object({ ...place, faults: z.array(CellFaultSchema) })),
});
export type CheckedRows = z.infer<typeof CheckedRowsSchema>;
