import { bigserial, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** Versions of layouts 版式 that people made by mapping columns; the newest one that was not ended is in force. */
export const layoutVersions = pgTable(
  'layout_versions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    layout: text('layout').notNull(),
    version: integer('version').notNull(),
    /** Manifest (contracts) as it was saved. */
    manifest: jsonb('manifest').notNull(),
    author: text('author').notNull(),
    reason: text('reason').notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
    endedBy: text('ended_by'),
    endedReason: text('ended_reason'),
  },
  (t) => [uniqueIndex('layout_versions_once').on(t.layout, t.version)],
);
