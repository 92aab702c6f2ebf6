import { z } from 'zod';
import { eventKinds, sourceFamilies } from '@miaotou/domain';
import { BilingualSchema, InstantSchema, NoteSchema } from '../common.js';
import { columnTypes } from '../sources/manifest.js';
import { columnUnits, dateOrders } from '../sources/units.js';
import { CellFaultSchema } from './quarantine.js';

/** What columns are mapped by: the file of an import, or a file brought for this only. */
export const SampleRefSchema = z.union([
  z.strictObject({ batchId: z.string().regex(/^\d{1,15}$/) }),
  z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    fileName: z.string().min(1).max(255),
    source: z.enum(sourceFamilies),
  }),
]);
export type SampleRef = z.infer<typeof SampleRefSchema>;

/** The first rows of a file as they are. */
export const SampleSchema = z.object({
  fileName: z.string(),
  source: z.enum(sourceFamilies),
  sheets: z.array(
    z.object({
      name: z.string(),
      rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
      /** Where the header probably stands; its lower row when it has two. */
      headerRow: z.number().int(),
    }),
  ),
  /** Layouts of the source, the likeliest first, with the columns that may be mapped to. */
  layouts: z.array(
    z.object({
      layout: z.string(),
      name: BilingualSchema,
      own: z.boolean(),
      fields: z.array(
        z.object({
          field: z.string(),
          header: z.string(),
          type: z.enum(columnTypes),
          /** The column must be there. */
          needed: z.boolean(),
          /** A version may let files do without it: the pipeline can live without. */
          relaxable: z.boolean(),
        }),
      ),
    }),
  ),
  offices: z.array(z.object({ code: z.string(), name: BilingualSchema })),
});
export type Sample = z.infer<typeof SampleSchema>;

const layoutName = z.string().regex(/^[a-z][a-z0-9-]*$/);
const headerPlace = {
  sheet: z.string().max(200),
  headerRow: z.number().int().min(1).max(15),
  /** The header stands in this row and the one above. */
  twoRows: z.boolean().default(false),
};

/** What the columns of a sheet are taken for: a layout that is in force already, or a new table of values. */
export const MappingTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('headings'), layout: layoutName }),
  z.strictObject({
    kind: z.literal('table'),
    name: z.string().trim().min(1).max(60),
    office: z.string().min(1).max(40),
    every: z.enum(['month', 'quarter', 'none']),
  }),
]);
export type MappingTarget = z.infer<typeof MappingTargetSchema>;

/** Parts of a table of values besides its indicators. */
export const tableParts = ['uscc', 'name', 'place', 'period'] as const;

/** One column: `field` names a field of the layout; in a table a part of it or the code of an indicator. */
export const MappedColumnSchema = z.strictObject({
  heading: z.string().trim().min(1).max(200),
  field: z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/),
  unit: z.enum(columnUnits).nullable().default(null),
  /** Order of dates that do not begin with their year. */
  order: z.enum(dateOrders).nullable().default(null),
  required: z.boolean().default(false),
});
export type MappedColumn = z.infer<typeof MappedColumnSchema>;

export const LayoutDraftSchema = z.strictObject({
  sample: SampleRefSchema,
  ...headerPlace,
  target: MappingTargetSchema,
  columns: z.array(MappedColumnSchema).max(300),
  /** Fields of the layout that files may do without from now on. */
  relaxed: z.array(z.string().max(100)).max(300).default([]),
});
export type LayoutDraft = z.infer<typeof LayoutDraftSchema>;
export const LayoutSaveSchema = LayoutDraftSchema.extend({ reason: z.string().trim().min(1).max(500) });

export const ProposalQuerySchema = z.strictObject({
  sample: SampleRefSchema,
  ...headerPlace,
  /** Null: a table of values of its own. */
  layout: layoutName.nullable(),
});

export type ProposalQuery = z.infer<typeof ProposalQuerySchema>;

/** What each column of a sheet probably is. */
export const ProposalSchema = z.object({
  columns: z.array(
    z.object({
      at: z.number().int(),
      heading: z.string(),
      samples: z.array(z.string()),
      /** The heading is known to the layout already. */
      known: z.boolean(),
      field: z.string().nullable(),
      /** Unit that the heading itself states. */
      unit: z.enum(columnUnits).nullable(),
      /** Its dates do not begin with their year. */
      yearLast: z.boolean(),
      /** The order that its dates prove; null where each of them may be read in two ways. */
      order: z.enum(dateOrders).nullable(),
    }),
  ),
});
export type Proposal = z.infer<typeof ProposalSchema>;

/** What keeps a mapping from being saved. */
export const LayoutProblemSchema = z.object({
  code: z.string(),
  message: BilingualSchema,
});
export type LayoutProblem = z.infer<typeof LayoutProblemSchema>;

const observation = z.object({
  row: z.number().int(),
  indicator: z.string(),
  period: z.string(),
  value: z.number(),
});
const event = z.object({ row: z.number().int(), kind: z.enum(eventKinds), occurredAt: z.string() });

/** What would become of the sample; nothing of it is written. */
export const LayoutPreviewSchema = z.object({
  problems: z.array(LayoutProblemSchema),
  result: z
    .object({
      /** Rows that were tried: the first ones of a long file. */
      rows: z.number().int(),
      accepted: z.number().int(),
      quarantined: z.number().int(),
      duplicates: z.number().int(),
      notes: z.array(NoteSchema),
      headers: z.array(z.object({ field: z.string(), header: z.string() })),
      kept: z.array(z.object({ row: z.number().int(), cells: z.array(z.string().nullable()) })),
      faulty: z.array(
        z.object({ sheet: z.string(), row: z.number().int(), faults: z.array(CellFaultSchema) }),
      ),
      observations: z.array(observation),
      events: z.array(event),
    })
    .nullable(),
});
export type LayoutPreview = z.infer<typeof LayoutPreviewSchema>;

/** A version of a layout that somebody saved, and what it changed. */
export const LayoutVersionSchema = z.object({
  id: z.string(),
  layout: z.string(),
  name: BilingualSchema,
  source: z.enum(sourceFamilies),
  version: z.number().int(),
  author: z.string(),
  reason: z.string(),
  since: InstantSchema,
  until: InstantSchema.nullable(),
  endedBy: z.string().nullable(),
  endedReason: z.string().nullable(),
  /** Deliveries are read by it. */
  inForce: z.boolean(),
  /** Imports that it read. */
  batches: z.number().int(),
  /** What it has over the version before. */
  changes: z.array(
    z.object({
      kind: z.enum(['heading-added', 'column-added', 'unit', 'date-order', 'relaxed']),
      header: z.string(),
      text: z.string(),
    }),
  ),
});
export type LayoutVersion = z.infer<typeof LayoutVersionSchema>;

export const LayoutSavedSchema = z.object({ layout: z.string(), version: z.number().int() });
export const LayoutAgainSchema = z.strictObject({ sample: SampleRefSchema });
