import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';
import { incidents } from '../incidents/schema.js';
import { users } from '../people/schema.js';

/** Response plans as incidents froze them, when they began and whenever their tier was raised. Append-only. */
export const incidentPlans = pgTable(
  'incident_plans',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    code: text('code').notNull(),
    /** Version of the office's plans; null for those that the program ships. */
    version: integer('version'),
    tier: smallint('tier').notNull(),
    body: jsonb('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('incident_plans_incident').on(t.incidentId)],
);

/** Steps of plans ticked off, and ticks taken back by a further row. Append-only. */
export const planTicks = pgTable(
  'plan_ticks',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    plan: text('plan').notNull(),
    step: text('step').notNull(),
    done: boolean('done').notNull(),
    note: text('note').notNull(),
    /** Numbers of attached files. */
    files: jsonb('files').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull(),
    /** The caller's own key: a tap that came twice is kept once. */
    key: text('key').notNull(),
  },
  (t) => [uniqueIndex('plan_ticks_once').on(t.incidentId, t.key)],
);

/** The five ones 五个一 of incidents as people said them; the newest of a part counts. Append-only. */
export const fiveOnes = pgTable(
  'five_ones',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    /** risk | team | measures | deadline; the plan is the one that was frozen. */
    part: text('part').notNull(),
    text: text('text').notNull(),
    /** For the team: its leader first. */
    people: jsonb('people').notNull(),
    /** For the deadline. */
    day: text('day'),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull(),
    key: text('key').notNull(),
  },
  (t) => [uniqueIndex('five_ones_once').on(t.incidentId, t.key)],
);
