import type { EmployerAnswer, EmployerQuestion, EmployerQuestionQuery } from '@miaotou/contracts';
import { candidateReasonTexts, employerNameCore, findRegion, scoreCandidate } from '@miaotou/domain';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type {
  AliasRecord,
  EmployerRecord,
  EmployerRecords,
  EmployerWarehouse,
  QuestionRecord,
} from './ports.js';
import { rowsWriting } from './written-as.js';

export interface QuestionsDeps {
  readonly records: Records;
  readonly employers: EmployerRecords;
  readonly warehouse: EmployerWarehouse;
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

/** Names that no rule could settle, and what people say of them. */
export interface Questions {
  questions(
    query: EmployerQuestionQuery,
    viewer: Viewer,
  ): Promise<{ items: EmployerQuestion[]; total: number; page: number; pageSize: number }>;
  /** The employer that the name belongs to from now on; null for a name that is no employer. */
  answer(id: string, answer: EmployerAnswer, viewer: Viewer): Promise<{ readonly employerId: string | null }>;
  /** Opens an answered question again; its rows stand under the name as before. */
  takeBack(id: string, viewer: Viewer): Promise<void>;
  /** Moves rows of questions that were answered or taken back and not finished, after a stop in between. */
  finishAnswers(): Promise<number>;
}

const distinct = <T>(values: Iterable<T>): T[] => [...new Set(values)];
/** Rows looked through for those that an answer brought. */
const rowLimit = 100_000;

const notFound = () =>
  refuse(
    'not-found',
    'question-not-found',
    '没有这个待核实的单位名称。',
    'There is no such question about an employer.',
  );

function byScore(
  a: EmployerQuestion['candidates'][number],
  b: EmployerQuestion['candidates'][number],
): number {
  return b.score - a.score || a.employerId.localeCompare(b.employerId);
}

/** A question as people see it, its candidates scored, best first. */
function shown(
  question: QuestionRecord,
  employers: ReadonlyMap<number, EmployerRecord>,
  aliases: readonly AliasRecord[],
  /** Candidates of whom somebody complained who complains of the name. */
  samePerson: ReadonlySet<string>,
  rows: number,
): EmployerQuestion {
  const { name, uscc, region, reason, answer, answeredBy, answeredAt, takenBackAt } = question;
  const candidates = distinct(question.candidates.map((id) => employers.get(id)?.heirId ?? id)).flatMap(
    (id) => {
      const one = employers.get(id);
      if (one === undefined) return [];
      const names = aliases.filter(({ employerId }) => employerId === id).map(({ nameNormal }) => nameNormal);
      const { score, reasons } = scoreCandidate(
        { name, uscc, region },
        { ...one, aliases: names, samePerson: samePerson.has(String(id)) },
      );
      return {
        employerId: String(id),
        name: one.name,
        uscc: one.uscc,
        region: one.region,
        score,
        reasons: reasons.map((code) => ({ code, text: candidateReasonTexts[code] })),
      };
    },
  );
  const employer = question.employerId === null ? undefined : employers.get(question.employerId);
  return {
    id: String(question.id),
    name,
    uscc,
    region,
    regionName: findRegion(region)?.name ?? { zh: '未知', en: 'unknown' },
    reason,
    candidates: candidates.toSorted(byScore),
    rows,
    askedAt: question.askedAt.toISOString(),
    settled:
      answer === null || answeredAt === null
        ? null
        : {
            answer,
            employerId: employer === undefined ? null : String(employer.id),
            employerName: employer?.name ?? null,
            by: answeredBy ?? '',
            at: answeredAt.toISOString(),
            undoing: takenBackAt !== null,
          },
  };
}

export function createQuestions(deps: QuestionsDeps): Questions {
  const { records, employers, warehouse, clock, locks } = deps;

  async function batchesOf(subject: string): Promise<readonly number[]> {
    const rows = await warehouse.sourceRows(subject, new Date(0), rowLimit);
    return distinct(rows.map(({ batchId }) => batchId));
  }

  async function move(question: QuestionRecord): Promise<void> {
    const at = clock.now();
    const [employer] = await employers.withIds(
      records.read,
      question.employerId === null ? [] : [question.employerId],
    );
    if (employer === undefined && question.answer !== 'nobody') return;
    const region = question.region === '' ? (employer?.region ?? '') : question.region;
    let batches: readonly number[];
    if (employer === undefined) {
      batches = await batchesOf(question.pendingId);
      await warehouse.move({ from: question.pendingId, to: '', name: '', at, rows: null });
    } else {
      const subject = String(employer.heirId ?? employer.id);
      batches = await deps.rekey(question.pendingId, { subject, name: employer.name, region }, at);
    }
    await employers.markMoved(records.read, question.id, at);
    await deps.afterMove(batches);
  }

  async function moveBack(question: QuestionRecord): Promise<void> {
    const { pendingId, nameNormal, employerId, answeredAt, name } = question;
    const at = clock.now();
    const to = employerId === null ? '' : String(employerId);
    if (answeredAt !== null) {
      await warehouse.takeBack({ from: pendingId, to, movedAt: answeredAt, at, part: false });
      if (employerId !== null) {
        const since = await warehouse.sourceRows(to, answeredAt, rowLimit);
        const rows = rowsWriting(since, { names: new Set([nameNormal]), usccs: new Set() });
        if (rows.length > 0) await warehouse.move({ from: to, to: pendingId, name, at, rows });
      }
    }
    await records.transaction(async (tx) => {
      if (question.answer === 'created' && employerId !== null) await employers.retire(tx, employerId, at);
      await employers.reopen(tx, question.id);
    });
    await deps.afterMove(await batchesOf(pendingId));
  }

  async function chosen(tx: Executor, asked: QuestionRecord, answer: EmployerAnswer, at: Date) {
    if ('nobody' in answer) return null;
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
    const [employer] = isRecordId(answer.employerId)
      ? await employers.withIds(tx, [Number(answer.employerId)])
      : [];
    if (employer === undefined) {
      throw refuse('invalid', 'employer-not-found', '没有这个单位。', 'There is no such employer.');
    }
    return employer.heirId ?? employer.id;
  }

  /** The question, held until the transaction ends, when the person may settle it. */
  async function taken(tx: Executor, id: string, viewer: Viewer): Promise<QuestionRecord> {
    const asked = isRecordId(id) ? await employers.lockQuestion(tx, Number(id)) : null;
    if (asked === null || (asked.region !== '' && !maySee(viewer, asked.region))) throw notFound();
    return asked;
  }

  return {
    async questions({ page, pageSize, state, q }, viewer) {
      const regions = visibleRegions(viewer);
      const found = await employers.questions(records.read, { state, q, regions, page, pageSize });
      const wanted = distinct(
        found.items.flatMap((one) => [
          ...one.candidates,
          ...(one.employerId === null ? [] : [one.employerId]),
        ]),
      );
      const first = await employers.withIds(records.read, wanted);
      const heirs = await employers.withIds(
        records.read,
        distinct(first.flatMap(({ heirId }) => heirId ?? [])),
      );
      const byId = new Map([...first, ...heirs].map((one) => [one.id, one]));
      const aliases = await employers.aliasesOf(records.read, [...byId.keys()]);
      const rows = await deps.rowsOf(found.items.map(({ pendingId }) => pendingId));
      const pending = found.items.map(({ pendingId }) => pendingId);
      const shared = await warehouse.samePerson(pending, [...byId.keys()].map(String));
      const items = found.items.map((one) => {
        const own = shared.filter(({ subject }) => subject === one.pendingId);
        const samePerson = new Set(own.map(({ employer }) => employer));
        return shown(one, byId, aliases, samePerson, rows.get(one.pendingId) ?? 0);
      });
      return { items, total: found.total, page, pageSize };
    },

    async answer(id, answer, viewer) {
      const at = clock.now();
      const question = await locks.underLock('employers', () =>
        records.transaction(async (tx) => {
          const asked = await taken(tx, id, viewer);
          if (asked.answeredAt !== null) {
            throw refuse(
              'conflict',
              'question-answered',
              '该名称已由他人核实。',
              'Somebody has settled this name already.',
            );
          }
          const employerId = await chosen(tx, asked, answer, at);
          const { nameNormal, region } = asked;
          const kind = 'nobody' in answer ? 'nobody' : 'create' in answer ? 'created' : 'employer';
          if (employerId !== null) {
            const alias = {
              employerId,
              nameNormal,
              region,
              reason: 'answered',
              createdBy: viewer.username,
            } as const;
            await employers.addAliases(tx, [alias], at);
          }
          await employers.settleQuestion(tx, asked.id, { answer: kind, employerId, by: viewer.username, at });
          return { ...asked, employerId, answer: kind } as const;
        }),
      );
      // The answer stands from here on; should the program stop, `finishAnswers` moves the rows.
      await move(question);
      return { employerId: question.employerId === null ? null : String(question.employerId) };
    },

    async takeBack(id, viewer) {
      const question = await locks.underLock('employers', () =>
        records.transaction(async (tx) => {
          const asked = await taken(tx, id, viewer);
          if (asked.answeredAt === null) {
            throw refuse('conflict', 'question-open', '该名称尚未核定。', 'This name is not settled.');
          }
          const { employerId, nameNormal, region } = asked;
          if (employerId !== null) await employers.dropAlias(tx, { employerId, nameNormal, region });
          await employers.takeBackQuestion(tx, asked.id, clock.now());
          return asked;
        }),
      );
      await moveBack(question);
    },

    async finishAnswers() {
      const left = await employers.unmoved(records.read);
      for (const question of left) await move(question);
      const back = await employers.takenBack(records.read);
      for (const question of back) await moveBack(question);
      return left.length + back.length;
    },
  };
}
