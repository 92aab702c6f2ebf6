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
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { alerts } from '../alerts/schema.js';
import { instant } from '../columns/index.js';
import { users } from '../people/schema.js';

/** Incidents 处置事件: alerts of one employer and of what belongs to it, answered together. */
export const incidents = pgTable(
  'incidents',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** What its alerts have in common: employer, place, source or the product itself. */
    groupKey: text('group_key').notNull(),
    title: text('title').notNull(),
    employerId: text('employer_id'),
    region: text('region').notNull(),
    /** Rank 1 blue … 4 red, of its gravest live alert. */
    tier: smallint('tier').notNull(),
    peakTier: smallint('peak_tier').notNull(),
    state: text('state').notNull(),
    /** Rung of the ladder that was called last, 0 duty … 4 joint team. */
    level: smallint('level').notNull().default(0),
    sentenceZh: text('sentence_zh').notNull(),
    sentenceEn: text('sentence_en').notNull(),
    plan: text('plan').notNull(),
    openedAt: instant('opened_at').notNull(),
    /** When its clocks began; null for what is recorded as history only. */
    startedAt: instant('started_at'),
    closedAt: instant('closed_at'),
    holderId: uuid('holder_id').references(() => users.id),
    signedAt: instant('signed_at'),
    /** Who ended the response: a red one is closed by somebody else. */
    endedBy: uuid('ended_by').references(() => users.id),
    /** Somebody asked to take it over, until they have taken or declined it. */
    offerTo: uuid('offer_to').references(() => users.id),
    offerBy: uuid('offer_by').references(() => users.id),
    offerAt: instant('offer_at'),
    offerNote: text('offer_note'),
    /** Counts what was sent of it: part of each message's reason. */
    round: integer('round').notNull().default(0),
    /** Service levels as they were when its clocks began, and where they come from. */
    levels: jsonb('levels'),
    /** The incident that it was merged into. */
    heirId: bigint('heir_id', { mode: 'number' }),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('incidents_group')
      .on(t.groupKey)
      .where(sql`closed_at is null`),
    index('incidents_inbox').on(t.state, t.tier, t.openedAt),
    index('incidents_holder')
      .on(t.holderId)
      .where(sql`closed_at is null`),
    index('incidents_unstarted')
      .on(t.id)
      .where(sql`closed_at is null and started_at is null`),
  ],
);

/** Which alert belongs to which incident; an alert belongs to one. */
export const incidentAlerts = pgTable(
  'incident_alerts',
  {
    alertId: bigint('alert_id', { mode: 'number' })
      .primaryKey()
      .references(() => alerts.id),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    reason: text('reason').notNull(),
    joinedAt: instant('joined_at').notNull(),
  },
  (t) => [index('incident_alerts_incident').on(t.incidentId)],
);

/** Proof chain: every step of an incident, stamped. Append-only. */
export const incidentEntries = pgTable(
  'incident_entries',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    reason: text('reason').notNull(),
    textZh: text('text_zh').notNull(),
    textEn: text('text_en').notNull(),
    byId: uuid('by_id').references(() => users.id),
    note: text('note'),
    fromState: text('from_state'),
    toState: text('to_state'),
    device: text('device'),
    deviceAt: instant('device_at'),
    place: text('place'),
    /** The caller's own key: a step that came twice is kept once. */
    key: text('key'),
  },
  (t) => [
    index('incident_entries_incident').on(t.incidentId),
    uniqueIndex('incident_entries_once')
      .on(t.incidentId, t.key)
      .where(sql`key is not null`),
  ],
);

/** What each stage of the pipeline decided, with its named reason. Append-only. */
export const incidentDecisions = pgTable(
  'incident_decisions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    at: instant('at').notNull(),
    stage: text('stage').notNull(),
    reason: text('reason').notNull(),
    textZh: text('text_zh').notNull(),
    textEn: text('text_en').notNull(),
    /** The silence that held a message back. */
    silenceId: bigint('silence_id', { mode: 'number' }),
  },
  (t) => [
    index('incident_decisions_incident').on(t.incidentId),
    index('incident_decisions_silence')
      .on(t.silenceId)
      .where(sql`silence_id is not null`),
  ],
);

/** Times that incidents are held to. `next_at` is when a running one must be looked at. */
export const incidentClocks = pgTable(
  'incident_clocks',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    kind: text('kind').notNull(),
    startedAt: instant('started_at').notNull(),
    dueAt: instant('due_at').notNull(),
    provisional: boolean('provisional').notNull(),
    basisZh: text('basis_zh').notNull(),
    basisEn: text('basis_en').notNull(),
    /** running | met | missed | stopped; a missed one goes on climbing until it is met. */
    state: text('state').notNull(),
    endedAt: instant('ended_at'),
    /** Null once it asks nothing more. */
    nextAt: instant('next_at'),
  },
  (t) => [
    index('incident_clocks_incident').on(t.incidentId),
    index('incident_clocks_due')
      .on(t.nextAt)
      .where(sql`next_at is not null`),
    uniqueIndex('incident_clocks_one')
      .on(t.incidentId, t.kind)
      .where(sql`next_at is not null`),
  ],
);

/** Who was called to an incident, and on which rung. */
export const incidentCalls = pgTable(
  'incident_calls',
  {
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => users.id),
    level: smallint('level').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    unique('incident_calls_once').on(t.incidentId, t.personId),
    index('incident_calls_person').on(t.personId),
  ],
);

/** Merges and splits of incidents, each with what is needed to take it back exactly. */
export const incidentMoves = pgTable(
  'incident_moves',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind').notNull(),
    fromId: bigint('from_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    toId: bigint('to_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    at: instant('at').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    reason: text('reason').notNull(),
    /** The alerts that moved, and both incidents and their running clocks as they were before. */
    detail: jsonb('detail').notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: uuid('undone_by').references(() => users.id),
    undoReason: text('undo_reason'),
  },
  (t) => [index('incident_moves_from').on(t.fromId), index('incident_moves_to').on(t.toId)],
);

/** Photos from the scene, without what the camera wrote beside the picture; a row is never changed. */
export const incidentPhotos = pgTable(
  'incident_photos',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    /** Given by the device, the same whenever the photo is sent. */
    key: text('key').notNull(),
    /** SHA-256 of the picture as kept, in hexadecimal; its entry in the proof chain names it. */
    hash: text('hash').notNull(),
    type: text('type').notNull(),
    bytes: integer('bytes').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull(),
    /** The picture, sealed. */
    box: text('box').notNull(),
  },
  (t) => [unique('incident_photos_key').on(t.incidentId, t.key)],
);

/** What turned out when an incident was closed, for each of its alerts; the rules learn from it. */
export const verdicts = pgTable(
  'verdicts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    incidentId: bigint('incident_id', { mode: 'number' })
      .notNull()
      .references(() => incidents.id),
    alertId: bigint('alert_id', { mode: 'number' })
      .notNull()
      .references(() => alerts.id),
    ruleId: text('rule_id').notNull(),
    ruleVersion: integer('rule_version').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    /** true | partly | false | known */
    kind: text('kind').notNull(),
    reason: text('reason').notNull(),
    byId: uuid('by_id')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull(),
    /** Set when the incident was opened again. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [index('verdicts_rule').on(t.ruleId, t.at), index('verdicts_incident').on(t.incidentId)],
);

/** How far the alerts' history has been gathered into incidents: one row. */
export const incidentProgress = pgTable('incident_progress', {
  name: text('name').primaryKey(),
  throughEvent: bigint('through_event', { mode: 'number' }).notNull(),
});

/** Signs of life of the product's processes, and who holds the watchdog's lease. */
export const watchdogBeats = pgTable('watchdog_beats', {
  process: text('process').primaryKey(),
  role: text('role').notNull(),
  startedAt: instant('started_at').notNull(),
  at: instant('at').notNull(),
  /** When its worker last finished a round of due clocks; null where it takes no jobs. */
  roundAt: instant('round_at'),
});

export const watchdogLease = pgTable('watchdog_lease', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: instant('until').notNull(),
  /** Faults found at the newest look, each with since when. */
  faults: jsonb('faults').notNull(),
  lookedAt: instant('looked_at'),
});
