import { bigint, bigserial, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** What one correction 更正 of quarantined rows was: each is a batch, and this row says what kind, by whom and why. */
export const corrections = pgTable(
  'corrections',
  {
    batchId: bigint('batch_id', { mode: 'number' }).primaryKey(),
    /** Batch whose rows it corrects. */
    corrects: bigint('corrects', { mode: 'number' }).notNull(),
    /** cells | mapping | confirmation | returned | undo */
    kind: text('kind').notNull(),
    layout: text('layout').notNull(),
    author: text('author').notNull(),
    reason: text('reason').notNull(),
    madeAt: instant('made_at').notNull(),
    /** Rows that were to be tried. */
    rows: integer('rows').notNull(),
    /** Mapping (contracts) of a correction by mapping. */
    mapping: jsonb('mapping'),
    /** Correction that this one takes back. */
    undoes: bigint('undoes', { mode: 'number' }),
  },
  (t) => [index('corrections_of').on(t.corrects), index('corrections_made').on(t.madeAt)],
);

/** Standing value mappings 取值对照: what a text means in a field of a layout, for deliveries received from since to until. */
export const valueMappings = pgTable(
  'value_mappings',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    layout: text('layout').notNull(),
    field: text('field').notNull(),
    /** Null: every value of the field. */
    from: text('from_text'),
    /** ValueChange (contracts). */
    change: jsonb('change').notNull(),
    author: text('author').notNull(),
    reason: text('reason').notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
    endedBy: text('ended_by'),
    endedReason: text('ended_reason'),
  },
  (t) => [index('value_mappings_layout').on(t.layout, t.since)],
);

/** How many rows of a delivery a standing mapping changed as it was read. */
export const valueMappingUses = pgTable(
  'value_mapping_uses',
  {
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    mappingId: bigint('mapping_id', { mode: 'number' })
      .notNull()
      .references(() => valueMappings.id),
    rows: integer('rows').notNull(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.mappingId] })],
);
