import type { EmployerQuestion } from '@miaotou/contracts';
import { employerNameCore, findRegion } from '@miaotou/domain';
import type { Clock, Executor, Records } from '../shared/index.js';
import { PermanentError } from '../shared/index.js';
import type { Viewer } from '../people/index.js';
import { maySee } from '../people/index.js';
import type { EmployerRecords, QuestionRecord } from './ports.js';
import { questionOf, readIdentity, recogniseEmployer } from './recognise.js';
import type { Identity, WrittenIdentity } from './recognise.js';
import { Register } from './register.js';

/** Whom the rows of a written employer belong to. */
export interface Settled {
  readonly ident: string;
  /** Employer's id as text, `pending:…`, or '' where nobody is named. */
  readonly subject: string;
  readonly name: string;
  readonly region: string;
}

export interface EmployersDeps {
  readonly records: Records;
  readonly employers: EmployerRecords;
  readonly clock: Clock;
  /** One settling at a time: two deliveries that name the same new employer make one of it. */
  readonly locks: { underLock<T>(name: string, work: () => Promise<T>): Promise<T> };
  /** Writes newer rows under the employer in place of the pending ones; gives the batches that they came from. */
  readonly rekey: (
    from: string,
    to: { readonly subject: string; readonly name: string; readonly region: string },
    at: Date,
  ) => Promise<readonly number[]>;
  /** Rows under a subject, for showing how much hangs on a question. */
  readonly rowsOf: (subjects: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly afterMove: (batches: readonly number[]) => Promise<void>;
}

export interface SettleContext {
  readonly batchId: number;
  readonly layoutRegion: string;
  /** False for archives: their names stand for themselves. */
  readonly ask: boolean;
}

export interface Employers {
  /** Settles all written employers of a delivery at once, making new ones and asking where it is unsure. */
  resolve(written: readonly WrittenIdentity[], context: SettleContext): Promise<readonly Settled[]>;
  questions(
    query: { readonly page: number; readonly pageSize: number },
    viewer: Viewer,
  ): Promise<{ items: EmployerQuestion[]; total: number; page: number; pageSize: number }>;
  answer(
    id: string,
    answer: { readonly employerId: string } | { readonly create: true },
    viewer: Viewer,
  ): Promise<{ readonly employerId: string }>;
  /** Moves rows of questions that were answered and not finished, after a stop in between. */
  finishAnswers(): Promise<number>;
}

const distinct = <T>(values: Iterable<T>): T[] => [...new Set(values)];
const county = '445224';

function notFound(): PermanentError {
  return new PermanentError('not-found', 'question-not-found', {
    zh: '没有这个待核实的单位名称。',
    en: 'There is no such question about an employer.',
  });
}

export function createEmployers(deps: EmployersDeps): Employers {
  const { records, employers, clock, locks } = deps;

  async function known(executor: Executor, identities: readonly Identity[]): Promise<Register> {
    const usccs = distinct(identities.flatMap(({ uscc }) => (uscc === null ? [] : [uscc])));
    const holders = await employers.withUsccs(executor, usccs);
    const nameOf = new Map(holders.map(({ uscc, nameNormal }) => [uscc, nameNormal]));
    // A known code under its known name is settled; in a running county that is nearly everybody.
    const open = identities.filter(
      ({ uscc, normal }) => normal !== '' && (uscc === null || nameOf.get(uscc) !== normal),
    );
    const names = distinct(open.map(({ normal }) => normal));
    const cores = distinct(open.flatMap(({ core, uscc }) => (core === '' || uscc !== null ? [] : [core])));
    const aliases = await employers.aliases(executor, names);
    const found = [
      ...holders,
      ...(await employers.withNames(executor, names)),
      ...(await employers.withCores(executor, cores)),
      ...(await employers.withIds(executor, distinct(aliases.map(({ employerId }) => employerId)))),
    ];
    return new Register(found, aliases);
  }

  function settle(
    identity: Identity,
    written: WrittenIdentity,
    register: Register,
    context: SettleContext,
  ): Settled {
    const { ident } = identity;
    // Only the county's own names are for its officers to settle.
    const ask =
      context.ask &&
      (identity.region === '' || identity.region.startsWith(county) || identity.region.startsWith('zone-'));
    const recognition = recogniseEmployer(identity, register, ask);
    switch (recognition.kind) {
      case 'nobody':
        return { ident, subject: '', name: '', region: identity.region };
      case 'ask': {
        const writtenCode = written.uscc ?? null;
        const question = questionOf(identity, writtenCode, recognition, context.batchId);
        register.questions.set(question.pendingId, question);
        return { ident, subject: question.pendingId, name: identity.name, region: identity.region };
      }
      case 'new': {
        const made = register.make(recognition.employer);
        return { ident, subject: String(made.id), name: made.name, region: identity.region };
      }
      case 'known': {
        const { employerId, alias } = recognition;
        if (recognition.register !== undefined) register.register(employerId, recognition.register);
        if (alias !== undefined) register.alias({ ...alias, createdBy: `batch:${context.batchId}` });
        const employer = register.get(employerId);
        const region = identity.region === '' ? (employer?.region ?? '') : identity.region;
        return { ident, subject: String(employerId), name: employer?.name ?? identity.name, region };
      }
    }
  }

  async function write(tx: Executor, register: Register, at: Date): Promise<ReadonlyMap<string, string>> {
    const made = await employers.add(tx, register.made, at);
    const numbers = new Map(made.map(({ id }, index) => [String(-index - 1), String(id)]));
    const numberOf = (id: number): number => Number(numbers.get(String(id)) ?? id);
    for (const { id, uscc } of register.registered) await employers.register(tx, numberOf(id), uscc);
    await employers.addAliases(
      tx,
      register.newAliases.map((alias) => ({ ...alias, employerId: numberOf(alias.employerId) })),
      at,
    );
    await employers.ask(
      tx,
      [...register.questions.values()].map((question) => ({
        ...question,
        candidates: question.candidates.map(numberOf),
      })),
      at,
    );
    return numbers;
  }

  async function move(question: QuestionRecord): Promise<void> {
    const [employer] = await employers.withIds(
      records.read,
      question.employerId === null ? [] : [question.employerId],
    );
    if (employer === undefined) return;
    const region = question.region === '' ? employer.region : question.region;
    const to = { subject: String(employer.id), name: employer.name, region };
    const batches = await deps.rekey(question.pendingId, to, clock.now());
    await employers.markMoved(records.read, question.id, clock.now());
    await deps.afterMove(batches);
  }

  return {
    async resolve(written, context) {
      if (written.length === 0) return [];
      return locks.underLock('employers', async () => {
        const read = written.map((one) => ({ one, identity: readIdentity(one, context.layoutRegion) }));
        const register = await known(
          records.read,
          read.map(({ identity }) => identity),
        );
        // Codes first: a name without code may then be found under the employer that the same delivery registers.
        const ordered = read.toSorted(
          (a, b) => Number(a.identity.uscc === null) - Number(b.identity.uscc === null),
        );
        const settled = ordered.map(({ one, identity }) => settle(identity, one, register, context));
        const numbers = await records.transaction((tx) => write(tx, register, clock.now()));
        return settled.map((one) => ({ ...one, subject: numbers.get(one.subject) ?? one.subject }));
      });
    },

    async questions({ page, pageSize }, viewer) {
      const found = await employers.openQuestions(records.read, page, pageSize);
      const visible = found.items.filter(({ region }) => region === '' || maySee(viewer, region));
      const candidates = await employers.withIds(
        records.read,
        distinct(visible.flatMap((one) => one.candidates)),
      );
      const byId = new Map(candidates.map((one) => [one.id, one]));
      const rows = await deps.rowsOf(visible.map(({ pendingId }) => pendingId));
      const items = visible.map((question) => ({
        id: String(question.id),
        name: question.name,
        uscc: question.uscc,
        region: question.region,
        regionName: findRegion(question.region)?.name ?? { zh: '未知', en: 'unknown' },
        reason: question.reason,
        candidates: question.candidates.flatMap((id) => {
          const one = byId.get(id);
          return one === undefined
            ? []
            : [{ employerId: String(id), name: one.name, uscc: one.uscc, region: one.region }];
        }),
        rows: rows.get(question.pendingId) ?? 0,
        askedAt: question.askedAt.toISOString(),
      }));
      return { items, total: found.total, page, pageSize };
    },

    async answer(id, answer, viewer) {
      const at = clock.now();
      const question = await records.transaction(async (tx) => {
        const asked = /^\d{1,15}$/.test(id) ? await employers.lockQuestion(tx, Number(id)) : null;
        if (asked === null || (asked.region !== '' && !maySee(viewer, asked.region))) throw notFound();
        if (asked.answeredAt !== null) {
          throw new PermanentError('conflict', 'question-answered', {
            zh: '该名称已由他人核实。',
            en: 'Somebody has settled this name already.',
          });
        }
        const employerId = await chosen(tx, asked, answer, at);
        const { nameNormal, region } = asked;
        await employers.addAliases(
          tx,
          [{ employerId, nameNormal, region, reason: 'answered', createdBy: viewer.username }],
          at,
        );
        await employers.settleQuestion(tx, asked.id, employerId, viewer.username, at);
        return { ...asked, employerId };
      });
      // The answer stands from here on; should the program stop, `finishAnswers` moves the rows.
      await move(question);
      return { employerId: String(question.employerId) };
    },

    async finishAnswers() {
      const left = await employers.unmoved(records.read);
      for (const question of left) await move(question);
      return left.length;
    },
  };

  async function chosen(
    tx: Executor,
    asked: QuestionRecord,
    answer: { readonly employerId: string } | { readonly create: true },
    at: Date,
  ): Promise<number> {
    if ('create' in answer) {
      const { name, nameNormal, region } = asked;
      const [made] = await employers.add(
        tx,
        [{ uscc: null, name, nameNormal, nameCore: employerNameCore(name), region }],
        at,
      );
      if (made === undefined) throw new Error('an inserted employer came back without its row');
      return made.id;
    }
    const [employer] = /^\d{1,15}$/.test(answer.employerId)
      ? await employers.withIds(tx, [Number(answer.employerId)])
      : [];
    if (employer === undefined) {
      throw new PermanentError('invalid', 'employer-not-found', {
        zh: '没有这个单位。',
        en: 'There is no such employer.',
      });
    }
    return employer.id;
  }
}
