import type { EmployerSpellings, MergePreview, Split } from '@miaotou/contracts';
import {
  employerNameCore,
  employerNameKind,
  findRegion,
  normaliseEmployerName,
  regionWithin,
} from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { Ledger } from '../ledger/index.js';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type { MoveRecord, MoveRecords } from './move-ports.js';
import type { EmployerRecord, EmployerRecords, EmployerWarehouse } from './ports.js';
import { moveEntry } from './move-entry.js';
import type { MoveStep } from './move-entry.js';
import { rowsWriting, writtenAs } from './written-as.js';
import type { Spellings } from './written-as.js';

export interface EmployerMovesDeps {
  readonly records: Records;
  readonly employers: EmployerRecords;
  readonly moves: MoveRecords;
  readonly warehouse: EmployerWarehouse;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly locks: { underLock<T>(name: string, work: () => Promise<T>): Promise<T> };
  readonly clock: Clock;
  /** Asks for the rules to be run on both employers of a move. */
  readonly reevaluate: (cause: string) => Promise<void>;
}

/** Merges and splits of employers: looked at first, done under a lock, taken back exactly. */
export interface EmployerMoves {
  preview(id: string, into: string, viewer: Viewer): Promise<MergePreview>;
  merge(
    id: string,
    request: { readonly into: string; readonly reason: string },
    viewer: Viewer,
  ): Promise<{ readonly moveId: string; readonly employerId: string }>;
  spellings(id: string, viewer: Viewer): Promise<EmployerSpellings>;
  split(
    id: string,
    request: Split,
    viewer: Viewer,
  ): Promise<{ readonly moveId: string; readonly employerId: string }>;
  undo(moveId: string, reason: string, viewer: Viewer): Promise<void>;
  /** Finishes what a stop in between left. */
  finish(): Promise<number>;
  /** Moves rows that a delivery put under an employer while it was being merged. */
  sweep(): Promise<number>;
}

/** Rows of one employer that are looked through. */
const rowLimit = 200_000;
const beginning = new Date(0);

const unknown = () =>
  refuse(
    'not-found',
    'employer-unknown',
    '没有这家单位，或不在您的辖区内。',
    'There is no such employer, or it lies outside your regions.',
  );

const named = ({ id, name, uscc }: EmployerRecord) => ({ id: String(id), name, uscc });

/** What a person should think over before two employers become one. */
export function mergeWarnings(from: EmployerRecord, to: EmployerRecord): { code: string; text: Bilingual }[] {
  const isPart = (name: string) => ['branch', 'project'].includes(employerNameKind(name));
  const apart =
    from.region !== '' &&
    to.region !== '' &&
    !regionWithin(from.region, [to.region]) &&
    !regionWithin(to.region, [from.region]);
  return [
    ...(from.uscc !== null && to.uscc !== null
      ? [
          {
            code: 'two-codes',
            text: {
              zh: '两家各有统一社会信用代码，登记上是两个主体。',
              en: 'Each has a credit code of its own: two legal entities by the register.',
            },
          },
        ]
      : []),
    ...(isPart(from.name) !== isPart(to.name)
      ? [
          {
            code: 'part-of-firm',
            text: {
              zh: '一方是分支机构或项目部，通常应建立关联而不是合并。',
              en: 'One is a branch or project department: link it rather than merge it.',
            },
          },
        ]
      : []),
    ...(apart
      ? [{ code: 'other-town', text: { zh: '两家不在同一乡镇。', en: 'They are in different towns.' } }]
      : []),
  ];
}

export function createEmployerMoves(deps: EmployerMovesDeps): EmployerMoves {
  const { records, employers, moves, warehouse, ledger, locks, clock, reevaluate } = deps;

  async function seen(at: Executor, id: string, viewer: Viewer): Promise<EmployerRecord> {
    const [found] = isRecordId(id) ? await employers.withIds(at, [Number(id)]) : [];
    if (found === undefined || !maySee(viewer, found.region)) throw unknown();
    return found;
  }

  async function pair(at: Executor, fromId: string, toId: string, viewer: Viewer) {
    const from = await seen(at, fromId, viewer);
    const to = await seen(at, toId, viewer);
    if (from.id === to.id) {
      throw refuse(
        'invalid',
        'same-employer',
        '不能与自身合并。',
        'An employer cannot be merged into itself.',
      );
    }
    if (from.heirId !== null || to.heirId !== null) {
      throw refuse(
        'conflict',
        'employer-merged',
        '其中一家已并入别的单位。',
        'One of them has been merged into another employer already.',
      );
    }
    return { from, to };
  }

  async function both(move: MoveRecord): Promise<{ from: EmployerRecord; to: EmployerRecord }> {
    const found = await employers.withIds(records.read, [move.fromId, move.toId]);
    const from = found.find(({ id }) => id === move.fromId);
    const to = found.find(({ id }) => id === move.toId);
    if (from === undefined || to === undefined)
      throw new Error(`move ${move.id} speaks of an employer that is not kept`);
    return { from, to };
  }

  /** Names and codes under which some employers are known. */
  async function spellingsOf(all: readonly EmployerRecord[]): Promise<Spellings> {
    const aliases = (await Promise.all(all.map(({ id }) => moves.aliasesOf(records.read, id)))).flat();
    return {
      names: new Set(
        [...all.map((one) => one.nameNormal), ...aliases.map((one) => one.nameNormal)].filter(Boolean),
      ),
      usccs: new Set(all.flatMap(({ uscc }) => uscc ?? [])),
    };
  }

  async function enter(
    tx: Executor,
    move: MoveRecord,
    step: MoveStep,
    pairOf: { from: EmployerRecord; to: EmployerRecord },
    alerts: readonly { alertId: number; ended: boolean }[],
  ) {
    await ledger.append(tx, [moveEntry(move, step, pairOf, alerts)]);
  }

  async function moveRows(move: MoveRecord): Promise<void> {
    const { from, to } = await both(move);
    const ids = { from: String(from.id), to: String(to.id), name: to.name, at: move.at };
    if (move.kind === 'merge') await warehouse.move({ ...ids, rows: null });
    else {
      const all = await warehouse.sourceRows(ids.from, beginning, rowLimit);
      const wanted: Spellings = { names: new Set(move.detail.names), usccs: new Set() };
      await warehouse.move({ ...ids, rows: rowsWriting(all, wanted) });
    }
    await moves.done(records.read, move.id, clock.now());
    await reevaluate(`${move.kind}-${move.id}`);
  }

  async function moveRowsBack(move: MoveRecord): Promise<void> {
    const { from, to } = await both(move);
    const at = move.undoneAt ?? clock.now();
    const [fromId, toId] = [String(from.id), String(to.id)];
    await warehouse.takeBack({ from: fromId, to: toId, movedAt: move.at, at, part: move.kind === 'split' });
    const since = await warehouse.sourceRows(toId, move.at, rowLimit);
    // What was delivered since goes to the one that it names; nobody else is left in an employer that a split made.
    const rows =
      move.kind === 'split' && move.detail.made
        ? null
        : rowsWriting(
            since,
            move.kind === 'merge'
              ? await spellingsOf([from, ...(await moves.partsOf(records.read, from.id))])
              : { names: new Set(move.detail.names), usccs: new Set() },
          );
    if (rows === null || rows.length > 0) {
      await warehouse.move({ from: toId, to: fromId, name: from.name, at, rows });
    }
    await moves.undoDone(records.read, move.id, clock.now());
    await reevaluate(`undo-${move.id}`);
  }

  async function target(tx: Executor, to: Split['to'], viewer: Viewer, at: Date): Promise<EmployerRecord> {
    if ('employerId' in to) return seen(tx, to.employerId, viewer);
    if (to.region !== '' && findRegion(to.region) === null) {
      throw refuse('invalid', 'region-unknown', '没有这个地区。', 'There is no such region.');
    }
    const { name, region } = to;
    const fresh = {
      uscc: null,
      name,
      nameNormal: normaliseEmployerName(name),
      nameCore: employerNameCore(name),
      region,
    };
    const [made] = await employers.add(tx, [fresh], at);
    if (made === undefined) throw new Error('an inserted employer came back without its row');
    return made;
  }

  return {
    async preview(id, into, viewer) {
      const { from, to } = await pair(records.read, id, into, viewer);
      const { observations, events, shared } = await warehouse.standing(String(from.id), String(to.id));
      const attached = await moves.attached(records.read, from.id, to.id);
      return {
        from: named(from),
        to: named(to),
        observations,
        events,
        shared,
        ...attached,
        warnings: mergeWarnings(from, to),
      };
    },

    async merge(id, { into, reason }, viewer) {
      return locks.underLock('employers', async () => {
        const at = clock.now();
        const move = await records.transaction(async (tx) => {
          const { from, to } = await pair(tx, id, into, viewer);
          const parts = (await moves.partsOf(tx, from.id)).map((one) => one.id);
          const made = await moves.add(tx, {
            kind: 'merge',
            fromId: from.id,
            toId: to.id,
            at,
            by: viewer.username,
            reason,
            detail: { names: [], aliases: [], parts, made: false },
          });
          await moves.setHeir(tx, [from.id, ...parts], to.id);
          const alerts = await moves.followAlerts(tx, {
            id: made.id,
            from: from.id,
            to,
            at,
            by: viewer.username,
          });
          await enter(tx, made, 'merged', { from, to }, alerts);
          return made;
        });
        // The merge stands from here on; should the program stop, `finish` moves the rows.
        await moveRows(move);
        return { moveId: String(move.id), employerId: String(move.toId) };
      });
    },

    async spellings(id, viewer) {
      const employer = await seen(records.read, id, viewer);
      const known = await spellingsOf([employer, ...(await moves.partsOf(records.read, employer.id))]);
      const groups = new Map<string | null, { rows: number; batches: Set<number> }>();
      for (const { cells, batchId } of await warehouse.sourceRows(String(employer.id), beginning, rowLimit)) {
        const { name } = writtenAs(cells, known);
        const group = groups.get(name) ?? { rows: 0, batches: new Set<number>() };
        group.rows += 1;
        group.batches.add(batchId);
        groups.set(name, group);
      }
      const spellings = [...groups].map(([name, { rows, batches }]) => ({
        name,
        rows,
        batches: batches.size,
      }));
      return { spellings: spellings.toSorted((a, b) => b.rows - a.rows) };
    },

    async split(id, { names, to: wanted, reason }, viewer) {
      return locks.underLock('employers', async () => {
        const at = clock.now();
        const move = await records.transaction(async (tx) => {
          const from = await seen(tx, id, viewer);
          const to = await target(tx, wanted, viewer, at);
          if (from.heirId !== null || to.heirId !== null || from.id === to.id) {
            throw refuse('conflict', 'employer-merged', '请先撤销合并。', 'Take the merge back first.');
          }
          const chosen = new Set(names);
          const aliases = (await moves.aliasesOf(tx, from.id)).filter(({ nameNormal }) =>
            chosen.has(nameNormal),
          );
          const known = new Set([from.nameNormal, ...aliases.map(({ nameNormal }) => nameNormal)]);
          if (names.some((name) => !known.has(name))) {
            throw refuse(
              'invalid',
              'name-unknown',
              '该单位没有这个名称。',
              'The employer is not known by that name.',
            );
          }
          const handed = aliases.map((one) => one.id);
          await moves.handAliases(tx, handed, to.id);
          const detail = { names, aliases: handed, parts: [], made: !('employerId' in wanted) };
          const made = await moves.add(tx, {
            kind: 'split',
            fromId: from.id,
            toId: to.id,
            at,
            by: viewer.username,
            reason,
            detail,
          });
          await enter(tx, made, 'split', { from, to }, []);
          return made;
        });
        await moveRows(move);
        return { moveId: String(move.id), employerId: String(move.toId) };
      });
    },

    async undo(moveId, reason, viewer) {
      await locks.underLock('employers', async () => {
        const at = clock.now();
        const undone = await records.transaction(async (tx) => {
          const move = isRecordId(moveId) ? await moves.take(tx, Number(moveId)) : null;
          if (move === null)
            throw refuse(
              'not-found',
              'move-unknown',
              '没有这次合并或拆分。',
              'There is no such merge or split.',
            );
          const { from, to } = {
            from: await seen(tx, String(move.fromId), viewer),
            to: await seen(tx, String(move.toId), viewer),
          };
          if (move.undoneAt !== null) {
            throw refuse('conflict', 'move-undone', '已经撤销。', 'It has been taken back already.');
          }
          const expected = move.kind === 'merge' ? move.toId : null;
          if (from.heirId !== expected || to.heirId !== null) {
            throw refuse(
              'conflict',
              'later-move-first',
              '请先撤销其后的合并。',
              'Take the later merge back first.',
            );
          }
          await moves.undo(tx, move.id, { at, by: viewer.username, reason });
          if (move.kind === 'merge') {
            await moves.setHeir(tx, [from.id], null);
            await moves.setHeir(tx, move.detail.parts, from.id);
          } else {
            await moves.handAliases(tx, move.detail.aliases, from.id);
            if (move.detail.made) await employers.retire(tx, to.id, at);
          }
          const alerts = await moves.returnAlerts(tx, { id: move.id, at, by: viewer.username });
          await enter(tx, { ...move, at, by: viewer.username, reason }, 'undone', { from, to }, alerts);
          return { ...move, undoneAt: at };
        });
        await moveRowsBack(undone);
      });
    },

    async finish() {
      if ((await moves.unfinished(records.read)).length === 0) return 0;
      return locks.underLock('employers', async () => {
        const left = await moves.unfinished(records.read);
        for (const move of left) await (move.undoneAt === null ? moveRows(move) : moveRowsBack(move));
        return left.length;
      });
    },

    async sweep() {
      if ((await moves.standing(records.read)).length === 0) return 0;
      return locks.underLock('employers', async () => {
        const merges = await moves.standing(records.read);
        const late = new Set(await warehouse.stillStanding(merges.map(({ fromId }) => String(fromId))));
        const left = merges.filter(({ fromId }) => late.has(String(fromId)));
        for (const move of left) await moveRows({ ...move, at: clock.now() });
        return left.length;
      });
    },
  };
}
