import { createHmac } from 'node:crypto';
import { headOfficeName } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import { createIndustries } from './industries.js';
import type { Industries } from './industries.js';
import { createQuestions } from './questions.js';
import type { Questions, QuestionsDeps } from './questions.js';
import { questionOf, readIdentity, recogniseEmployer } from './recognise.js';
import type { Identity, WrittenIdentity } from './recognise.js';
import { Register } from './register.js';

/** Whom the rows of a written employer belong to. */
export interface Settled {
  readonly ident: string;
  /** Employer's id as text, `pending:…` for an open question, `person:…` for a natural person, '' where nobody is named. */
  readonly subject: string;
  readonly name: string;
  readonly region: string;
  /** Where the register has a known employer, which a row may say otherwise. */
  readonly home?: string;
}

export interface EmployersDeps extends QuestionsDeps {
  /** Key under which natural persons are told apart without their names. */
  readonly secret: Buffer;
}

export interface SettleContext {
  readonly batchId: number;
  readonly layoutRegion: string;
  /** False for archives: their names stand for themselves. */
  readonly ask: boolean;
}

export interface Employers extends Questions, Industries {
  /** Settles all written employers of a delivery at once, making new ones and asking where it is unsure. */
  resolve(written: readonly WrittenIdentity[], context: SettleContext): Promise<readonly Settled[]>;
}

/** Stands in place of a natural person's name. */
export const naturalPerson = '个人';

const distinct = <T>(values: Iterable<T>): T[] => [...new Set(values)];
const county = '445224';

export function createEmployers(deps: EmployersDeps): Employers {
  const { records, employers, clock, locks, secret } = deps;

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
    const heads = distinct(open.flatMap(({ name }) => headOfficeName(name) ?? []));
    const near = distinct(open.flatMap((identity) => identity.near));
    const aliases = await employers.aliases(executor, names);
    const found = [
      ...holders,
      ...(await employers.withNames(executor, distinct([...names, ...heads]))),
      ...(await employers.withCores(executor, cores)),
      ...(await employers.withUsccs(executor, near)),
      ...(await employers.withIds(executor, distinct(aliases.map(({ employerId }) => employerId)))),
    ];
    const heirs = await employers.withIds(executor, distinct(found.flatMap(({ heirId }) => heirId ?? [])));
    return new Register([...found, ...heirs], aliases, await employers.nobodies(executor, names));
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
      case 'person': {
        const said = [context.batchId, identity.normal, identity.region].join('\n');
        const key = createHmac('sha256', secret).update(`person\n${said}`).digest('hex').slice(0, 24);
        return { ident, subject: `person:${key}`, name: naturalPerson, region: identity.region };
      }
      case 'ask': {
        const writtenCode = written.uscc ?? null;
        const question = questionOf(identity, writtenCode, recognition, context.batchId);
        register.questions.set(question.pendingId, question);
        return { ident, subject: question.pendingId, name: identity.name, region: identity.region };
      }
      case 'new': {
        const made = register.make(recognition.employer);
        register.link(made, `batch:${context.batchId}`);
        return { ident, subject: String(made.id), name: made.name, region: identity.region };
      }
      case 'known': {
        const { employerId, alias } = recognition;
        if (recognition.register !== undefined) register.register(employerId, recognition.register);
        if (alias !== undefined) register.alias({ ...alias, createdBy: `batch:${context.batchId}` });
        const employer = register.get(employerId);
        const region = identity.region === '' ? (employer?.region ?? '') : identity.region;
        const home = employer === undefined ? {} : { home: employer.region };
        return { ident, subject: String(employerId), name: employer?.name ?? identity.name, region, ...home };
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
    await employers.addNamedLinks(
      tx,
      register.newLinks.map((link) => ({
        ...link,
        fromId: numberOf(link.fromId),
        toId: numberOf(link.toId),
      })),
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
          (a, b) =>
            Number(a.identity.uscc === null) - Number(b.identity.uscc === null) ||
            Number(headOfficeName(a.one.name ?? '') !== null) -
              Number(headOfficeName(b.one.name ?? '') !== null),
        );
        const settled = ordered.map(({ one, identity }) => settle(identity, one, register, context));
        const numbers = await records.transaction((tx) => write(tx, register, clock.now()));
        return settled.map((one) => ({ ...one, subject: numbers.get(one.subject) ?? one.subject }));
      });
    },

    ...createQuestions(deps),
    ...createIndustries(deps),
  };
}
