import type {
  AliasRecord,
  EmployerRecord,
  EmployerRecords,
  Executor,
  NewEmployer,
  QuestionRecord,
} from '@miaotou/engine';
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { employerAliases, employerQuestions, employers } from './schema.js';

/** Rows per INSERT; a statement carries at most 65,535 values. */
const chunkRows = 5_000;

function inChunks<T>(rows: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / chunkRows) }, (_, index) =>
    rows.slice(index * chunkRows, (index + 1) * chunkRows),
  );
}

/** One array parameter however many values: a delivery may name a hundred thousand employers. */
const anyText = (column: AnyColumn, values: readonly string[]): SQL =>
  sql`${column} = ANY(${sql.param([...values])}::text[])`;
const anyNumber = (column: AnyColumn, values: readonly number[]): SQL =>
  sql`${column} = ANY(${sql.param([...values])}::bigint[])`;

const shape = {
  id: employers.id,
  uscc: employers.uscc,
  name: employers.name,
  nameNormal: employers.nameNormal,
  nameCore: employers.nameCore,
  region: employers.region,
};

function found(executor: Executor, wanted: SQL): Promise<EmployerRecord[]> {
  return drizzleOf(executor).select(shape).from(employers).where(wanted);
}

/** 64-bit numbers come as text. */
const Made = z.array(z.object({ id: z.coerce.number() }));

const Reason = z.enum(['bad-uscc', 'uscc-name-differ', 'several-candidates', 'similar-name']);

function questionOf(row: typeof employerQuestions.$inferSelect): QuestionRecord {
  const { reason, candidates, ...rest } = row;
  return { ...rest, reason: Reason.parse(reason), candidates: z.array(z.number()).parse(candidates) };
}

/** One statement of arrays, since a list of values is parsed and planned value by value. */
async function insertEmployers(
  executor: Executor,
  rows: readonly NewEmployer[],
  createdAt: Date,
): Promise<EmployerRecord[]> {
  const made: EmployerRecord[] = [];
  for (const chunk of inChunks(rows)) {
    const column = (pick: (row: NewEmployer) => string | null) => sql`${sql.param(chunk.map(pick))}::text[]`;
    const ids = await drizzleOf(executor).execute(sql`
      INSERT INTO employers (uscc, name, name_normal, name_core, region, standing, created_at)
      SELECT uscc, name, name_normal, name_core, region,
        CASE WHEN uscc IS NULL THEN 'named' ELSE 'registered' END, ${createdAt.toISOString()}::timestamptz
      FROM unnest(${column(({ uscc }) => uscc)}, ${column(({ name }) => name)}, ${column(({ nameNormal }) => nameNormal)},
        ${column(({ nameCore }) => nameCore)}, ${column(({ region }) => region)})
        WITH ORDINALITY AS given (uscc, name, name_normal, name_core, region, place)
      ORDER BY place
      RETURNING id`);
    const numbers = Made.parse(ids.rows);
    chunk.forEach((row, index) => {
      const id = numbers[index]?.id;
      if (id === undefined) throw new Error('an inserted employer came back without its row');
      made.push({ ...row, id });
    });
  }
  return made;
}

/** Employers in PostgreSQL. */
export const employerRecords: EmployerRecords = {
  withUsccs: async (executor, usccs) =>
    usccs.length === 0 ? [] : found(executor, anyText(employers.uscc, usccs)),
  withIds: async (executor, ids) => (ids.length === 0 ? [] : found(executor, anyNumber(employers.id, ids))),
  withNames: async (executor, names) =>
    names.length === 0 ? [] : found(executor, anyText(employers.nameNormal, names)),
  withCores: async (executor, cores) =>
    cores.length === 0 ? [] : found(executor, anyText(employers.nameCore, cores)),

  async aliases(executor, names): Promise<AliasRecord[]> {
    if (names.length === 0) return [];
    const { employerId, nameNormal, region } = employerAliases;
    return drizzleOf(executor)
      .select({ employerId, nameNormal, region })
      .from(employerAliases)
      .where(anyText(nameNormal, names));
  },

  add: insertEmployers,

  async register(executor, id, uscc) {
    await drizzleOf(executor)
      .update(employers)
      .set({ uscc, standing: 'registered' })
      .where(eq(employers.id, id));
  },

  async addAliases(executor, aliases, createdAt) {
    for (const chunk of inChunks(aliases)) {
      await drizzleOf(executor)
        .insert(employerAliases)
        .values(chunk.map((alias) => ({ ...alias, createdAt })))
        .onConflictDoNothing();
    }
  },

  async ask(executor, questions, askedAt) {
    for (const chunk of inChunks(questions)) {
      await drizzleOf(executor)
        .insert(employerQuestions)
        .values(chunk.map((question) => ({ ...question, candidates: [...question.candidates], askedAt })))
        .onConflictDoNothing({ target: employerQuestions.pendingId });
    }
  },

  async openQuestions(executor, page, pageSize) {
    const open = isNull(employerQuestions.answeredAt);
    const rows = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(open)
      .orderBy(asc(employerQuestions.askedAt), asc(employerQuestions.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return { items: rows.map(questionOf), total: await drizzleOf(executor).$count(employerQuestions, open) };
  },

  async lockQuestion(executor, id) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(eq(employerQuestions.id, id))
      .for('update');
    return row === undefined ? null : questionOf(row);
  },

  async settleQuestion(executor, id, employerId, answeredBy, answeredAt) {
    await drizzleOf(executor)
      .update(employerQuestions)
      .set({ employerId, answeredBy, answeredAt })
      .where(eq(employerQuestions.id, id));
  },

  async unmoved(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(and(isNotNull(employerQuestions.answeredAt), isNull(employerQuestions.movedAt)));
    return rows.map(questionOf);
  },

  async markMoved(executor, id, movedAt) {
    await drizzleOf(executor).update(employerQuestions).set({ movedAt }).where(eq(employerQuestions.id, id));
  },
};
