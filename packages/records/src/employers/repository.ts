import type {
  AliasRecord,
  EmployerRecord,
  EmployerRecords,
  Executor,
  NewEmployer,
  QuestionRecord,
} from '@miaotou/engine';
import { and, asc, desc, eq, ilike, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { employerAliases, employerLinks, employerQuestions, employers } from './schema.js';

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

/** The columns of an employer as the engine knows it. */
export const employerShape = {
  id: employers.id,
  uscc: employers.uscc,
  name: employers.name,
  nameNormal: employers.nameNormal,
  nameCore: employers.nameCore,
  region: employers.region,
  heirId: employers.heirId,
};

const stands = isNull(employers.retiredAt);

function found(executor: Executor, wanted: SQL | undefined): Promise<EmployerRecord[]> {
  return drizzleOf(executor).select(employerShape).from(employers).where(wanted);
}

/** 64-bit numbers come as text. */
const Made = z.array(z.object({ id: z.coerce.number() }));

const Answer = z.enum(['employer', 'created', 'nobody']);
/** Why a link is believed that nobody made by hand. */
const namedLink = '名称载明 / told by its name';
const Reason = z.enum(['bad-uscc', 'uscc-name-differ', 'several-candidates', 'similar-name']);

function questionOf(row: typeof employerQuestions.$inferSelect): QuestionRecord {
  const { reason, candidates, answer, ...rest } = row;
  return {
    ...rest,
    reason: Reason.parse(reason),
    // Questions answered before answers had kinds were answered with an employer.
    answer: row.answeredAt === null ? null : Answer.parse(answer ?? 'employer'),
    candidates: z.array(z.number()).parse(candidates),
  };
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
      made.push({ ...row, id, heirId: null });
    });
  }
  return made;
}

/** Employers in PostgreSQL. */
export const employerRecords: EmployerRecords = {
  withUsccs: async (executor, usccs) =>
    usccs.length === 0 ? [] : found(executor, and(stands, anyText(employers.uscc, usccs))),
  withIds: async (executor, ids) => (ids.length === 0 ? [] : found(executor, anyNumber(employers.id, ids))),
  withNames: async (executor, names) =>
    names.length === 0 ? [] : found(executor, and(stands, anyText(employers.nameNormal, names))),
  withCores: async (executor, cores) =>
    cores.length === 0 ? [] : found(executor, and(stands, anyText(employers.nameCore, cores))),

  async aliases(executor, names): Promise<AliasRecord[]> {
    if (names.length === 0) return [];
    const { employerId, nameNormal, region } = employerAliases;
    return drizzleOf(executor)
      .select({
        employerId: sql<number>`coalesce(${employers.heirId}, ${employers.id})`.mapWith(Number),
        nameNormal,
        region,
      })
      .from(employerAliases)
      .innerJoin(employers, eq(employers.id, employerId))
      .where(and(stands, anyText(nameNormal, names)));
  },

  async aliasesOf(executor, ids): Promise<AliasRecord[]> {
    if (ids.length === 0) return [];
    const { employerId, nameNormal, region } = employerAliases;
    return drizzleOf(executor)
      .select({ employerId, nameNormal, region })
      .from(employerAliases)
      .where(anyNumber(employerId, ids));
  },

  async nobodies(executor, names) {
    if (names.length === 0) return [];
    const { nameNormal, region, answer, takenBackAt } = employerQuestions;
    return drizzleOf(executor)
      .select({ nameNormal, region })
      .from(employerQuestions)
      .where(and(eq(answer, 'nobody'), isNull(takenBackAt), anyText(nameNormal, names)));
  },

  add: insertEmployers,

  async industries(executor, ids) {
    return drizzleOf(executor)
      .select({
        id: employers.id,
        name: employers.name,
        industry: employers.industry,
        knownAt: employers.industryKnownAt,
      })
      .from(employers)
      .where(and(stands, anyNumber(employers.id, ids)))
      .orderBy(employers.id)
      .for('update');
  },

  async setIndustries(executor, entries, knownAt) {
    for (const chunk of inChunks(entries)) {
      await drizzleOf(executor).execute(sql`
        update ${employers} set industry = stated.industry, industry_known_at = ${knownAt.toISOString()}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as stated(id bigint, industry text)
        where ${employers}.id = stated.id`);
    }
  },

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

  async dropAlias(executor, { employerId, nameNormal, region }) {
    await drizzleOf(executor)
      .delete(employerAliases)
      .where(
        and(
          eq(employerAliases.employerId, employerId),
          eq(employerAliases.nameNormal, nameNormal),
          eq(employerAliases.region, region),
          eq(employerAliases.reason, 'answered'),
        ),
      );
  },

  async addNamedLinks(executor, links, createdAt) {
    for (const chunk of inChunks(links)) {
      await drizzleOf(executor)
        .insert(employerLinks)
        .values(chunk.map((link) => ({ ...link, reason: namedLink, createdAt })));
    }
  },

  async retire(executor, id, retiredAt) {
    await drizzleOf(executor).update(employers).set({ retiredAt }).where(eq(employers.id, id));
  },

  async ask(executor, questions, askedAt) {
    for (const chunk of inChunks(questions)) {
      await drizzleOf(executor)
        .insert(employerQuestions)
        .values(chunk.map((question) => ({ ...question, candidates: [...question.candidates], askedAt })))
        .onConflictDoNothing({ target: employerQuestions.pendingId });
    }
  },

  async questions(executor, { state, q, regions, page, pageSize }) {
    const { answeredAt, askedAt, id, name, region } = employerQuestions;
    const wanted = and(
      state === 'open' ? isNull(answeredAt) : isNotNull(answeredAt),
      q === undefined || q === '' ? undefined : ilike(name, `%${q.replaceAll(/[\\%_]/gu, '\\$&')}%`),
      regions === null ? undefined : or(eq(region, ''), anyText(region, regions)),
    );
    const rows = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(wanted)
      .orderBy(...(state === 'open' ? [asc(askedAt), asc(id)] : [desc(answeredAt), desc(id)]))
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return {
      items: rows.map(questionOf),
      total: await drizzleOf(executor).$count(employerQuestions, wanted),
    };
  },

  async lockQuestion(executor, id) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(eq(employerQuestions.id, id))
      .for('update');
    return row === undefined ? null : questionOf(row);
  },

  async settleQuestion(executor, id, { answer, employerId, by, at }) {
    await drizzleOf(executor)
      .update(employerQuestions)
      .set({ answer, employerId, answeredBy: by, answeredAt: at })
      .where(eq(employerQuestions.id, id));
  },

  async takeBackQuestion(executor, id, takenBackAt) {
    await drizzleOf(executor)
      .update(employerQuestions)
      .set({ takenBackAt })
      .where(eq(employerQuestions.id, id));
  },

  async reopen(executor, id) {
    await drizzleOf(executor)
      .update(employerQuestions)
      .set({
        answer: null,
        employerId: null,
        answeredBy: null,
        answeredAt: null,
        movedAt: null,
        takenBackAt: null,
      })
      .where(eq(employerQuestions.id, id));
  },

  async takenBack(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(isNotNull(employerQuestions.takenBackAt));
    return rows.map(questionOf);
  },

  async unmoved(executor) {
    const rows = await drizzleOf(executor)
      .select()
      .from(employerQuestions)
      .where(
        and(
          isNotNull(employerQuestions.answeredAt),
          isNull(employerQuestions.movedAt),
          isNull(employerQuestions.takenBackAt),
        ),
      );
    return rows.map(questionOf);
  },

  async markMoved(executor, id, movedAt) {
    await drizzleOf(executor).update(employerQuestions).set({ movedAt }).where(eq(employerQuestions.id, id));
  },
};
