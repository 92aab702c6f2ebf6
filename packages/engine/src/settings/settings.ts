import { settingKinds } from '@miaotou/contracts';
import type {
  NodeWindowView,
  Setting,
  SettingBody,
  SettingFault,
  SettingKind,
  SettingProposal,
  SettingVersion,
  TiersView,
} from '@miaotou/contracts';
import { dayOf, nodeWindows, startOfDay, workCalendar } from '@miaotou/domain';
import type { Day, TimeNode, WorkCalendar } from '@miaotou/domain';
import { lunarDay } from '@miaotou/rules';
import type { Viewer } from '../people/index.js';
import { PermanentError, isRecordId, refuse } from '../shared/index.js';
import type { Clock, Records } from '../shared/index.js';
import { checkSetting } from './check.js';
import { shippedSetting } from './defaults.js';
import type { SettingRecord, SettingRecords } from './ports.js';

export interface SettingsDeps {
  readonly records: Records;
  readonly store: SettingRecords;
  readonly clock: Clock;
}

/** The version in force at a moment, as was known then: of those approved by `knownAt` and begun by `at` the newest. */
export function recordInForce(
  all: readonly SettingRecord[],
  kind: SettingKind,
  at: Date,
  knownAt: Date,
): SettingRecord | null {
  const day = dayOf(at);
  const standing = all.filter(
    (one) =>
      one.kind === kind &&
      one.state === 'approved' &&
      one.decidedAt !== null &&
      one.decidedAt <= knownAt &&
      one.effectiveFrom <= day,
  );
  return standing.toSorted((a, b) => a.version - b.version).at(-1) ?? null;
}

const deciders: ReadonlySet<Viewer['role']> = new Set(['leader', 'admin']);

/** Dated configuration 配置: proposed by one person, approved by another, never overwritten. */
export function createSettings({ records, store, clock }: SettingsDeps) {
  function bodyOf<K extends SettingKind>(kind: K, found: SettingRecord | null, at: Date): SettingBody<K> {
    if (found === null) return shippedSetting(kind, dayOf(at));
    const read = checkSetting(kind, found.body);
    if (read.ok) return read.body;
    const [fault] = read.faults;
    throw new PermanentError('invalid', 'setting-unusable', {
      zh: `配置 ${kind} 第 ${found.version} 版无法使用：${fault?.message.zh ?? ''}`,
      en: `Setting ${kind} version ${found.version} cannot be used: ${fault?.message.en ?? ''}`,
    });
  }

  async function inForce<K extends SettingKind>(kind: K, at: Date, knownAt = at): Promise<SettingBody<K>> {
    const all = await store.all(records.read);
    return bodyOf(kind, recordInForce(all, kind, at, knownAt), at);
  }

  /** As `inForce`, with the number of the version; null as the program ships it. */
  async function versionInForce<K extends SettingKind>(
    kind: K,
    at: Date,
  ): Promise<{ readonly version: number | null; readonly body: SettingBody<K> }> {
    const found = recordInForce(await store.all(records.read), kind, at, at);
    return { version: found?.version ?? null, body: bodyOf(kind, found, at) };
  }

  function views(
    all: readonly SettingRecord[],
    kind: SettingKind,
    now: Date,
    viewer: Viewer,
  ): SettingVersion[] {
    const current = recordInForce(all, kind, now, now);
    return all
      .filter((one) => one.kind === kind)
      .toReversed()
      .map(({ id, proposedAt, decidedAt, ...one }) => ({
        ...one,
        id: String(id),
        proposedAt: proposedAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
        inForce: current?.id === id,
        mayDecide: one.state === 'proposed' && deciders.has(viewer.role) && one.author !== viewer.username,
      }));
  }

  function refuseFaults(faults: readonly SettingFault[]): never {
    const [first] = faults;
    const more =
      faults.length > 1
        ? { zh: `（共${faults.length}处）`, en: ` (${faults.length} faults)` }
        : { zh: '', en: '' };
    throw new PermanentError(
      'invalid',
      first?.code ?? 'setting-invalid',
      {
        zh: `${first?.message.zh ?? '配置有误'}${more.zh}`,
        en: `${first?.message.en ?? 'The setting has faults'}${more.en}`,
      },
      { field: first?.path ?? '' },
    );
  }

  async function list(viewer: Viewer): Promise<Setting[]> {
    const now = clock.now();
    const all = await store.all(records.read);
    return settingKinds.map((kind) => {
      const current = recordInForce(all, kind, now, now);
      return {
        kind,
        body: bodyOf(kind, current, now),
        version: current?.version ?? null,
        since: current?.effectiveFrom ?? null,
        versions: views(all, kind, now, viewer),
      };
    });
  }

  return {
    inForce,
    versionInForce,
    list,
    /** The working days of the office's calendar, notices of loaded years included. */
    async workdays(at: Date): Promise<WorkCalendar> {
      return workCalendar((await inForce('holidays', at)).notices);
    },
    /** Time nodes in force on each day, as was known at a moment. */
    async nodesByDay(knownAt: Date): Promise<(day: Day) => readonly TimeNode[]> {
      const all = (await store.all(records.read)).filter(({ kind }) => kind === 'time-nodes');
      const read = new Map<number, readonly TimeNode[]>();
      return (day) => {
        const at = startOfDay(day);
        const found = recordInForce(all, 'time-nodes', at, knownAt);
        const known = found === null ? undefined : read.get(found.id);
        if (known !== undefined) return known;
        const { nodes } = bodyOf('time-nodes', found, at);
        if (found !== null) read.set(found.id, nodes);
        return nodes;
      };
    },
    /** The windows of a year by the nodes in force today. */
    async nodeYear(year: number): Promise<NodeWindowView[]> {
      const now = clock.now();
      const today = dayOf(now);
      const { nodes } = await inForce('time-nodes', now);
      return nodes
        .flatMap((node) => nodeWindows(node, `${year}-01-01`, `${year}-12-31`, lunarDay))
        .toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to))
        .map(({ node: { code, name }, from, to }) => ({
          code,
          name,
          from,
          to,
          now: from <= today && to >= today,
        }));
    },
    async tiers(): Promise<TiersView> {
      const now = clock.now();
      const all = await store.all(records.read);
      const current = recordInForce(all, 'tier-scheme', now, now);
      return { ...bodyOf('tier-scheme', current, now), version: current?.version ?? null };
    },
    check(kind: SettingKind, body: unknown): readonly SettingFault[] {
      const read = checkSetting(kind, body);
      return read.ok ? [] : read.faults;
    },
    /** Keeps a proposal; nothing changes before a second person approves it. */
    async propose(kind: SettingKind, proposal: SettingProposal, viewer: Viewer): Promise<SettingVersion> {
      const read = checkSetting(kind, proposal.body);
      if (!read.ok) return refuseFaults(read.faults);
      const { effectiveFrom, reason } = proposal;
      const now = clock.now();
      if (effectiveFrom < dayOf(now)) {
        throw refuse(
          'invalid',
          'setting-backdated',
          '生效日期不能早于今天。',
          'It cannot begin before today.',
        );
      }
      const added = await records.transaction((tx) =>
        store.add(tx, {
          kind,
          body: read.body,
          effectiveFrom,
          author: viewer.username,
          reason,
          proposedAt: now,
        }),
      );
      if (added === null) {
        throw refuse(
          'conflict',
          'setting-changed',
          '刚有人提交了新版本，请重试。',
          'Somebody just proposed another; try again.',
        );
      }
      const [view] = views([added], kind, now, viewer);
      if (view === undefined) throw new RangeError('a proposal without its view');
      return view;
    },
    /** What a second person says of a proposal; the author has no say. */
    async decide(
      id: string,
      decision: { readonly approve: boolean; readonly reason: string },
      viewer: Viewer,
    ): Promise<void> {
      const all = await store.all(records.read);
      const found = isRecordId(id) ? all.find((one) => one.id === Number(id)) : undefined;
      if (found === undefined) {
        throw refuse('not-found', 'setting-unknown', '没有这个配置版本。', 'There is no such version.');
      }
      if (found.author === viewer.username) {
        throw refuse(
          'forbidden',
          'second-person-needed',
          '须由另一人审批，不能审批自己提交的配置。',
          'A second person decides: not the one who proposed it.',
        );
      }
      if (!decision.approve && decision.reason === '') {
        throw refuse('invalid', 'reason-missing', '不同意须说明理由。', 'A refusal needs its reason.');
      }
      const at = clock.now();
      const state = decision.approve ? ('approved' as const) : ('refused' as const);
      const done = await store.decide(records.read, found.id, {
        state,
        by: viewer.username,
        at,
        reason: decision.reason,
      });
      if (!done) {
        throw refuse(
          'conflict',
          'setting-decided',
          '该版本已有审批结果。',
          'The version was decided already.',
        );
      }
    },
  };
}
export type Settings = ReturnType<typeof createSettings>;
