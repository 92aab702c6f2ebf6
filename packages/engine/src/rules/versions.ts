import { AbstentionSchema, RuleFileSchema } from '@miaotou/contracts';
import type {
  DraftKind,
  DraftStep,
  RuleApproval,
  RuleChange,
  RuleCheckRequest,
  RuleCheckResult,
  RuleDraft,
  RuleDraftEdit,
  RuleDraftInput,
  RuleFile,
  RuleHistory,
  RuleRow,
  RuleTextView,
} from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { parseRuleFile, ruleText } from '@miaotou/rules';
import { visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError, refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { fileOf, newestOf, shippedBook, versionsInForce } from './book.js';
import { ruleChanges } from './changes.js';
import { candidateOf, checkText } from './draft-check.js';
import type { CheckedText } from './draft-check.js';
import { decideMove, refusalTexts } from './draft-machine.js';
import type { DraftMove, DraftRefusal } from './draft-machine.js';
import type { RulesRecords } from './ports.js';
import { createRuleFiles, requireWhole } from './rule-files.js';
import type { Actor, MakeDraft } from './rule-files.js';
import { draftView, rowOf, standingOf, versionViews } from './rule-views.js';
import { threeWay } from './three-way.js';
import type { DraftPatch, DraftRecord, PublishedRule, RuleVersionRecords } from './version-ports.js';

export interface RuleVersionsDeps {
  readonly records: Records;
  readonly store: RuleVersionRecords & Pick<RulesRecords, 'newestAbstentions'>;
  readonly locks: { underLock<T>(name: string, work: () => Promise<T>): Promise<T> };
  readonly clock: Clock;
  /** The rules that the program ships. */
  readonly shipped: () => Promise<readonly RuleFile[]>;
  /** Told of a version that is in force from today on. */
  readonly inForce: (ruleId: string, version: number) => Promise<void>;
}

const ruleUnknown = () =>
  refuse('not-found', 'rule-unknown', '没有这条规则或这个版本。', 'There is no such rule or version.');
const draftUnknown = () => refuse('not-found', 'draft-unknown', '没有这份草稿。', 'There is no such draft.');

/** A refusal with the faults of the rule, where these are why. */
function refused(refusal: DraftRefusal, checked?: CheckedText): PermanentError {
  const { kind, zh, en } = refusalTexts[refusal];
  const [fault] = refusal === 'draft-faulty' ? (checked?.faults ?? []) : [];
  if (fault === undefined) return refuse(kind, refusal, zh, en);
  const at = `${fault.line}:${fault.column}`;
  return refuse(kind, refusal, `${zh}（${at} ${fault.message.zh}）`, `${en} (${at} ${fault.message.en})`);
}

/** Rules on their way from a draft to a version in force, and back to files. */
export function createRuleVersions(deps: RuleVersionsDeps) {
  const { records, store, clock, locks } = deps;
  const published = (at: Executor = records.read) => store.published(at);
  const locked = <T>(work: (tx: Executor) => Promise<T>): Promise<T> =>
    locks.underLock('rule-book', () => records.transaction(work));
  const checkDraft = (draft: DraftRecord, kept: readonly PublishedRule[], from?: Day): CheckedText => {
    const { text, ruleId, basedOn } = draft;
    const now = clock.now();
    return checkText({ text, ruleId, basedOn, kept, now, ...(from === undefined ? {} : { from }) });
  };

  async function viewOf(draft: DraftRecord, kept: readonly PublishedRule[]): Promise<RuleDraft> {
    const steps = await store.steps(records.read, [draft.id]);
    const closed = draft.state === 'published' || draft.state === 'withdrawn';
    // What was published is compared with what it was made from, not with itself.
    const before = closed
      ? kept.filter(({ version, ruleId }) => ruleId !== draft.ruleId || version !== draft.version)
      : kept;
    const checked = checkDraft(draft, before);
    const newest = newestOf(kept, draft.ruleId);
    const { base } = checked;
    const moved =
      closed || newest === null || newest.version === draft.basedOn
        ? null
        : {
            version: newest.version,
            changes: base === null ? [] : ruleChanges(fileOf(base), fileOf(newest)),
          };
    return draftView(draft, steps, {
      name: checked.file?.name ?? (newest === null ? null : fileOf(newest).name),
      from: checked.file?.effective.from ?? null,
      changes: [...checked.changes],
      judgesDifferently: checked.judgesDifferently,
      faults: closed ? [] : [...checked.faults],
      moved,
    });
  }

  async function draftOf(id: string, at: Executor): Promise<DraftRecord> {
    const draft = /^\d{1,15}$/u.test(id) ? await store.draft(at, Number(id)) : null;
    if (draft === null) throw draftUnknown();
    return draft;
  }

  const make: MakeDraft = async (tx, facts, by) => {
    const now = clock.now();
    const draft = await store.addDraft(tx, {
      ...facts,
      state: 'draft',
      author: by.username,
      version: null,
      revision: 1,
      createdAt: now,
      changedAt: now,
    });
    await store.addStep(tx, {
      draftId: draft.id,
      step: 'created',
      by: by.username,
      at: now,
      reason: facts.reason,
    });
    return draft;
  };

  interface Asked {
    readonly id: string;
    readonly move: DraftMove;
    readonly step: DraftStep;
    readonly revision: number;
    readonly by: Actor;
    readonly reason: string | null;
    readonly from?: Day;
  }

  /** One move under the lock: what was seen is asked again, decided, written, and done in the same transaction. */
  async function move(
    { id, move: asked, step, revision, by, reason, from }: Asked,
    act: (
      tx: Executor,
      draft: DraftRecord,
      checked: CheckedText,
      kept: readonly PublishedRule[],
    ) => Promise<DraftPatch>,
  ): Promise<RuleDraft> {
    requireWhole(by);
    const after = await locked(async (tx) => {
      const now = clock.now();
      const draft = await draftOf(id, tx);
      const kept = await published(tx);
      const checked = checkDraft(draft, kept, from);
      const newest = newestOf(kept, draft.ruleId);
      const decision = decideMove(draft, {
        move: asked,
        by: by.username,
        revision,
        today: dayOf(now),
        faulty: checked.faults.length > 0 || checked.file === null,
        changed: newest === null || checked.changes.length > 0,
        baseMoved: (newest?.version ?? null) !== draft.basedOn,
        from: from ?? null,
      });
      if (!decision.ok) throw refused(decision.refusal, checked);
      const patch = { ...(await act(tx, draft, checked, kept)), state: decision.state };
      if (!(await store.changeDraft(tx, draft.id, revision, patch, now))) throw refused('draft-moved-on');
      await store.addStep(tx, { draftId: draft.id, step, by: by.username, at: now, reason });
      return draftOf(id, tx);
    });
    return viewOf(after, await published());
  }

  const nothing = async (): Promise<DraftPatch> => ({});

  async function versionOf(ruleId: string, version: number): Promise<PublishedRule> {
    const found = (await published()).find((one) => one.ruleId === ruleId && one.version === version);
    if (found === undefined) throw ruleUnknown();
    return found;
  }

  /** A draft of another body upon the newest version. */
  async function draftUpon(
    ruleId: string,
    kind: DraftKind,
    reason: string,
    by: Actor,
    body: (newest: PublishedRule, kept: readonly PublishedRule[]) => RuleFile | Promise<RuleFile>,
  ): Promise<RuleDraft> {
    requireWhole(by);
    const draft = await locked(async (tx) => {
      const kept = await published(tx);
      const newest = newestOf(kept, ruleId);
      if (newest === null) throw ruleUnknown();
      const made = await body(newest, kept);
      const text = ruleText({ ...made, version: newest.version + 1 });
      return make(tx, { ruleId, kind, basedOn: newest.version, text, reason, replayId: null }, by);
    });
    return viewOf(draft, await published());
  }

  const fromToday = (file: RuleFile): RuleFile => {
    const today = dayOf(clock.now());
    return { ...file, effective: { from: file.effective.from < today ? today : file.effective.from } };
  };

  return {
    /** Every rule: in force, ended, yet to begin, or only drafted. */
    async rows(viewer: Pick<Viewer, 'scope'>): Promise<RuleRow[]> {
      const now = clock.now();
      const kept = await published();
      const drafts = await store.drafts(records.read);
      const { updates } = shippedBook(await deps.shipped(), kept);
      const told = AbstentionSchema.array().safeParse(await store.newestAbstentions(records.read));
      const facts = {
        kept,
        drafts,
        updates,
        live: await store.liveOf(records.read, visibleRegions(viewer)),
        abstentions: told.success ? told.data : [],
        now,
      };
      const inForce = new Map(versionsInForce(kept, now).map((one) => [one.ruleId, one]));
      const known = new Set(kept.map(({ ruleId }) => ruleId));
      const shown = [...known].flatMap((id) => inForce.get(id) ?? newestOf(kept, id) ?? []).map(fileOf);
      const fresh = drafts
        .filter(({ ruleId, state }) => !known.has(ruleId) && (state === 'draft' || state === 'checked'))
        .flatMap(({ text, ruleId }) => {
          const parsed = parseRuleFile(text, ruleId);
          return parsed.ok ? [parsed.rule.file] : [];
        });
      const unique = new Map([...fresh, ...shown].map((file) => [file.id, file]));
      return [...unique.values()]
        .map((file) => rowOf(file, facts))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },

    async history(ruleId: string): Promise<RuleHistory> {
      const now = clock.now();
      const kept = await published();
      const own = kept.filter((one) => one.ruleId === ruleId);
      const drafts = (await store.drafts(records.read)).filter((one) => one.ruleId === ruleId);
      const newest = newestOf(own, ruleId);
      const views = await Promise.all(drafts.map((draft) => viewOf(draft, kept)));
      const open = ({ state }: RuleDraft) => (state === 'draft' || state === 'checked' ? 0 : 1);
      const name = newest === null ? views.at(-1)?.name : fileOf(newest).name;
      if (newest === null && drafts.length === 0) throw ruleUnknown();
      const update = shippedBook(await deps.shipped(), kept).updates.find(({ id }) => id === ruleId);
      return {
        id: ruleId,
        name: name ?? { zh: ruleId, en: ruleId },
        standing: standingOf(kept, ruleId, now),
        today: dayOf(now),
        versions: versionViews(own, now),
        drafts: views.toSorted((a, b) => open(a) - open(b) || Number(b.id) - Number(a.id)),
        update:
          update === undefined || newest === null
            ? null
            : {
                version: update.version,
                changes: ruleChanges(fileOf(newest), { ...update, effective: fileOf(newest).effective }),
              },
      };
    },

    /** A version as the text of its file; the newest where none is named. */
    async text(ruleId: string, version: number | null): Promise<RuleTextView> {
      const kept = await published();
      const found = version === null ? newestOf(kept, ruleId) : await versionOf(ruleId, version);
      if (found === null) throw ruleUnknown();
      const file = fileOf(found);
      return { ruleId, name: file.name, version: found.version, text: ruleText(file) };
    },

    async compare(ruleId: string, from: number, to: number): Promise<RuleChange[]> {
      return ruleChanges(fileOf(await versionOf(ruleId, from)), fileOf(await versionOf(ruleId, to)));
    },

    /** Faults and changes of a text that is being typed; writes nothing. */
    async check({ text, ruleId, basedOn }: RuleCheckRequest): Promise<RuleCheckResult> {
      const checked = checkText({ text, ruleId, basedOn, kept: await published(), now: clock.now() });
      const { faults, changes, judgesDifferently } = checked;
      return { faults: [...faults], changes: [...changes], judgesDifferently };
    },

    async drafts(): Promise<RuleDraft[]> {
      const kept = await published();
      const open = (await store.drafts(records.read)).filter(
        ({ state }) => state === 'draft' || state === 'checked',
      );
      return Promise.all(open.map((draft) => viewOf(draft, kept)));
    },

    async draft(id: string): Promise<RuleDraft> {
      return viewOf(await draftOf(id, records.read), await published());
    },

    /** Keeps a draft; it may still have faults. */
    async begin({ ruleId, basedOn, text, reason, replayId }: RuleDraftInput, by: Actor): Promise<RuleDraft> {
      requireWhole(by);
      const draft = await locked(async (tx) => {
        const newest = newestOf(await published(tx), ruleId);
        if ((newest?.version ?? null) !== basedOn) throw refused('base-moved');
        return make(tx, { ruleId, kind: 'edit', basedOn, text, reason, replayId }, by);
      });
      return viewOf(draft, await published());
    },

    edit(id: string, { text, reason, replayId, revision }: RuleDraftEdit, by: Actor): Promise<RuleDraft> {
      const asked = { id, move: 'edit', step: 'edited', revision, by, reason } as const;
      return move(asked, async () => ({ text, reason, replayId }));
    },

    /** Takes in what was published since the draft was begun; where both changed one place, the draft's word stands. */
    rebase(id: string, revision: number, by: Actor): Promise<RuleDraft> {
      const asked = { id, move: 'rebase', step: 'rebased', revision, by, reason: null } as const;
      return move(asked, async (_tx, draft, checked, kept) => {
        const newest = newestOf(kept, draft.ruleId);
        if (newest === null || checked.base === null || checked.file === null)
          throw refused('draft-faulty', checked);
        const { effective } = checked.file;
        const { value } = threeWay(fileOf(checked.base), checked.file, fileOf(newest));
        const merged = RuleFileSchema.parse(value);
        return {
          text: ruleText({ ...merged, version: newest.version + 1, effective }),
          basedOn: newest.version,
        };
      });
    },

    /** Hands a draft to a second person; it must fit into the whole book. */
    submit(id: string, revision: number, by: Actor): Promise<RuleDraft> {
      return move({ id, move: 'check', step: 'checked', revision, by, reason: null }, nothing);
    },

    refuse(id: string, revision: number, reason: string, by: Actor): Promise<RuleDraft> {
      return move({ id, move: 'refuse', step: 'refused', revision, by, reason }, nothing);
    },

    withdraw(id: string, revision: number, reason: string, by: Actor): Promise<RuleDraft> {
      return move({ id, move: 'withdraw', step: 'withdrawn', revision, by, reason }, nothing);
    },

    /** Publishes a draft as the next version, after checking the whole book once more. */
    async approve(id: string, { revision, from, reason }: RuleApproval, by: Actor): Promise<RuleDraft> {
      const said = reason === '' ? null : reason;
      const asked = { id, move: 'approve', step: 'approved', revision, by, reason: said, from } as const;
      const done = await move(asked, async (tx, draft, { file }) => {
        if (file === null) throw refused('draft-faulty');
        const { author, basedOn, replayId, id: draftId } = draft;
        await store.publish(tx, {
          ...candidateOf(file, clock.now()),
          author,
          reason: draft.reason,
          approvedBy: by.username,
          basedOn,
          replayId,
          draftId,
        });
        return { version: file.version };
      });
      if (done.version !== null && from <= dayOf(clock.now())) await deps.inForce(done.ruleId, done.version);
      return done;
    },

    /** A draft with the body of an earlier version. */
    async rollBack(ruleId: string, version: number, reason: string, by: Actor): Promise<RuleDraft> {
      const back = await versionOf(ruleId, version);
      return draftUpon(ruleId, 'roll-back', reason, by, () => fromToday(fileOf(back)));
    },

    /** A draft after which the rule judges no more. */
    retire(ruleId: string, to: Day, reason: string, by: Actor): Promise<RuleDraft> {
      return draftUpon(ruleId, 'retire', reason, by, (newest) => {
        const file = fromToday(fileOf(newest));
        return { ...file, effective: { ...file.effective, to } };
      });
    },

    /** A draft of what the product ships. */
    adopt(ruleId: string, reason: string, by: Actor): Promise<RuleDraft> {
      return draftUpon(ruleId, 'adopt', reason, by, async () => {
        const file = (await deps.shipped()).find(({ id }) => id === ruleId);
        if (file === undefined) throw ruleUnknown();
        return fromToday(file);
      });
    },

    ...createRuleFiles({ ...deps, locked, make }),
  };
}
export type RuleVersions = ReturnType<typeof createRuleVersions>;
