import { bigint, bigserial, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns/index.js';

/** One delivered ZIP 压缩包 of several files; each of its files is a batch. */
export const archives = pgTable(
  'archives',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    source: text('source').notNull(),
    fileName: text('file_name').notNull(),
    fileSha256: text('file_sha256').notNull(),
    fileBytes: bigint('file_bytes', { mode: 'number' }).notNull(),
    receivedFrom: text('received_from').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Note[] (contracts): members that are no deliveries. */
    skipped: jsonb('skipped').notNull().default([]),
  },
  (t) => [uniqueIndex('archives_once').on(t.source, t.fileSha256)],
);

/** One delivered file 批次, from its arrival to its last row. */
export const batches = pgTable(
  'batches',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    source: text('source').notNull(),
    /** Recognised from the columns; null until then, and for a file refused whole. */
    layout: text('layout'),
    layoutVersion: integer('layout_version'),
    fileName: text('file_name').notNull(),
    fileSha256: text('file_sha256').notNull(),
    fileBytes: bigint('file_bytes', { mode: 'number' }).notNull(),
    encoding: text('encoding'),
    /** Header cells in file order, per sheet. */
    headers: jsonb('headers'),
    /** upload | command | inbox | pull | push | demo | correction */
    via: text('via').notNull(),
    receivedFrom: text('received_from').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** When its rows count as known; equals received_at unless the sender's date was given. */
    observedAt: instant('observed_at').notNull(),
    period: text('period'),
    /** waiting | reading | checking | landing | done | refused | failed | cancelled */
    state: text('state').notNull(),
    stageDone: integer('stage_done').notNull().default(0),
    stageTotal: integer('stage_total'),
    cancelAsked: instant('cancel_asked'),
    rows: integer('rows').notNull().default(0),
    accepted: integer('accepted').notNull().default(0),
    quarantined: integer('quarantined').notNull().default(0),
    /** Of the quarantined: rows held for a person to confirm. */
    held: integer('held').notNull().default(0),
    duplicates: integer('duplicates').notNull().default(0),
    corrected: integer('corrected').notNull().default(0),
    /** Problem (contracts) of a refused or failed file. */
    problem: jsonb('problem'),
    /** Note[] (contracts): what the reading decided that the sender should know. */
    notes: jsonb('notes').notNull().default([]),
    /** Archive that the file came in. */
    archiveId: bigint('archive_id', { mode: 'number' }).references(() => archives.id),
    /** Batch whose quarantined rows this one corrects. */
    corrects: bigint('corrects', { mode: 'number' }),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    index('batches_received').on(t.receivedAt),
    index('batches_archive').on(t.archiveId),
    // The same file twice changes nothing: one finished batch per source and content.
    uniqueIndex('batches_once')
      .on(t.source, t.fileSha256)
      .where(sql`state = 'done' and corrects is null`),
  ],
);
