import { bigint, bigserial, date, index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns/index.js';
import { users } from '../people/schema.js';

/** Posts 岗位 of the duty table: what each answers for. Empty lists mean everything. */
export const rosterPosts = pgTable('roster_posts', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  name: text('name').notNull(),
  level: text('level').notNull(),
  regions: text('regions').array().notNull(),
  industries: text('industries').array().notNull(),
  disputeTypes: text('dispute_types').array().notNull(),
  /** Rank of the lowest tier that it takes. */
  minTier: smallint('min_tier').notNull(),
  removedAt: instant('removed_at'),
});

/** Shifts 班次: who stands on a post on which days, weekly, with a first and a last day. */
export const rosterShifts = pgTable(
  'roster_shifts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => rosterPosts.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => users.id),
    substituteId: uuid('substitute_id').references(() => users.id),
    days: text('days').array().notNull(),
    /** Minutes of the day in Asia/Shanghai; an end at or before the start lies on the next day. */
    fromMinute: smallint('from_minute').notNull(),
    untilMinute: smallint('until_minute').notNull(),
    firstDay: date('first_day').notNull(),
    lastDay: date('last_day'),
    removedAt: instant('removed_at'),
  },
  (t) => [index('roster_shifts_post').on(t.postId)],
);

/** Leaves 请假: a person is away, and who stands in. */
export const rosterLeaves = pgTable('roster_leaves', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  personId: uuid('person_id')
    .notNull()
    .references(() => users.id),
  from: instant('from_at').notNull(),
  until: instant('until_at').notNull(),
  substituteId: uuid('substitute_id').references(() => users.id),
  reason: text('reason').notNull(),
  removedAt: instant('removed_at'),
});
