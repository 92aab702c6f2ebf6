import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';
import {
  BilingualSchema,
  DaySchema,
  InstantSchema,
  NoteSchema,
  PageQuerySchema,
  ProblemSchema,
  pageOf,
} from '../common.js';

export const batchStates = [
  'waiting',
  'reading',
  'checking',
  'landing',
  'done',
  'refused',
  'failed',
  'cancelled',
] as const;

/** One delivered file and what became of its rows: rows = accepted + quarantined + duplicates. */
export const BatchSchema = z.object({
  id: z.string(),
  source: z.enum(sourceFamilies),
  layout: z.string().nullable(),
  layoutName: BilingualSchema.nullable(),
  /** Version of the layout that read it. */
  layoutVersion: z.number().int().nullable(),
  fileName: z.string(),
  fileBytes: z.number().int(),
  via: z.enum(['upload', 'command', 'inbox', 'pull', 'push', 'demo', 'correction']),
  receivedFrom: z.string(),
  receivedAt: InstantSchema,
  observedAt: InstantSchema,
  period: DaySchema.nullable(),
  state: z.enum(batchStates),
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }),
  rows: z.number().int(),
  accepted: z.number().int(),
  quarantined: z.number().int(),
  /** Of the quarantined: rows that were held for a person to confirm. */
  held: z.number().int().default(0),
  duplicates: z.number().int(),
  corrected: z.number().int(),
  problem: ProblemSchema.nullable(),
  /** What the reading decided: months taken from a sheet's name, units, hidden rows, sheets that were passed over. */
  notes: z.array(NoteSchema).default([]),
  /** Archive that the file came in. */
  archive: z.object({ id: z.string(), fileName: z.string() }).nullable().default(null),
  corrects: z.string().nullable(),
  finishedAt: InstantSchema.nullable(),
});
export type Batch = z.infer<typeof BatchSchema>;
export const BatchPageSchema = pageOf(BatchSchema);
export const BatchQuerySchema = PageQuerySchema.extend({
  source: z.enum(sourceFamilies).optional(),
  state: z.enum(batchStates).optional(),
  /** Only the files of one archive. */
  archive: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

/** A ZIP of several files: each became a batch, and what is no delivery is named. */
export const ArchiveSchema = z.object({
  id: z.string(),
  source: z.enum(sourceFamilies),
  fileName: z.string(),
  fileBytes: z.number().int(),
  receivedFrom: z.string(),
  receivedAt: InstantSchema,
  skipped: z.array(NoteSchema),
});
export type Archive = z.infer<typeof ArchiveSchema>;

/** Answer of `miaotou import` for one file, and of an upload when it is done. */
export const ImportSummarySchema = z.object({
  batchId: z.string(),
  file: z.string(),
  state: z.enum(batchStates),
  layout: z.string().nullable(),
  rows: z.number().int(),
  accepted: z.number().int(),
  quarantined: z.number().int(),
  held: z.number().int(),
  duplicates: z.number().int(),
  corrected: z.number().int(),
  problem: ProblemSchema.nullable(),
  /** What the sender should know: how the file was read, totals that its rows do not add up to. */
  notes: z.array(NoteSchema),
});
export type ImportSummary = z.infer<typeof ImportSummarySchema>;

/** Answer to an upload (POST /imports?source=…, multipart field `file`): the batch that holds the file now. */
export const ReceivedSchema = z.object({
  batchId: z.string(),
  /** The same content had been delivered before; `batchId` is the earlier batch. */
  known: z.boolean(),
  /** The batches of an archive's files, `batchId` among them; absent for a single file. */
  archive: z
    .object({
      id: z.string(),
      batches: z.array(z.object({ batchId: z.string(), known: z.boolean(), fileName: z.string() })),
      skipped: z.array(NoteSchema),
    })
    .optional(),
});
export type Received = z.infer<typeof ReceivedSchema>;

/** Rows of a batch just as they came (personal columns masked), and the headers of each sheet. */
export const DeliveredPageSchema = pageOf(
  z.object({ sheet: z.string(), row: z.number().int(), cells: z.array(z.string()) }),
).extend({ headers: z.record(z.string(), z.array(z.string())) });
export type DeliveredPage = z.infer<typeof DeliveredPageSchema>;

/** A layout that the product can read, and how far it has been delivered. */
export const SourceLayoutSchema = z.object({
  source: z.enum(sourceFamilies),
  layout: z.string(),
  version: z.number().int(),
  name: BilingualSchema,
  office: z.object({ code: z.string(), name: BilingualSchema }),
  cycle: z.enum(['day', 'week', 'month', 'quarter', 'none']),
  columns: z.array(
    z.object({
      header: z.string(),
      aliases: z.array(z.string()),
      type: z.string(),
      required: z.boolean(),
      personal: z.enum(['drop', 'hash', 'mask']).nullable(),
    }),
  ),
  completeThrough: DaySchema.nullable(),
  silentCycles: z.number().nullable(),
  lastBatchAt: InstantSchema.nullable(),
});
export type SourceLayout = z.infer<typeof SourceLayoutSchema>;
