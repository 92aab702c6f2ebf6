import { bigserial, date, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';

/** Versions of settings 配置 as somebody proposed them; a body is never changed, and only a second person approves one. */
export const settingVersions = pgTable(
  'setting_versions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind').notNull(),
    version: integer('version').notNull(),
    /** The body of its kind (contracts, settingBodies). */
    body: jsonb('body').notNull(),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    author: text('author').notNull(),
    reason: text('reason').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    state: text('state').notNull().default('proposed'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
  },
  (t) => [
    uniqueIndex('setting_versions_once').on(t.kind, t.version),
    index('setting_versions_state').on(t.kind, t.state),
  ],
);
