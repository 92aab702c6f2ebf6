import type { Shadow, ShadowEnd } from '@miaotou/contracts';
import { alertTiers, dayOf, weekStart } from '@miaotou/domain';
import type { AlertTier, Bilingual, Day } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';
import type { EvaluationInput, RuleVersionRecords } from '../rules/index.js';
import { PermanentError, isRecordId, refuse } from '../shared/index.js';
import type { Executor } from '../shared/index.js';
import { readCandidate, withCandidates } from './books.js';
import { createAlertMemory } from './memory.js';
import { createSideRun } from './side-run.js';
import type { JudgingPorts } from './side-run.js';

/** A shadow as kept. */
export interface ShadowRecord {
  readonly id: string;
  readonly ruleId: string;
  readonly draftId: number;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly end: ShadowEnd | null;
  readonly judgedAt: Date | null;
  readonly problem: Bilingual | null;
}

/** An alert as far as it is counted. */
export interface CountedAlert {
  readonly peakTier: AlertTier;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** The records as shadows need them. */
export interface ShadowRecords {
  /** False where a shadow of the draft runs already. */
  add(at: Executor, shadow: ShadowRecord): Promise<boolean>;
  find(at: Executor, id: string): Promise<ShadowRecord | null>;
  /** Newest first. */
  ofRule(at: Executor, ruleId: string): Promise<readonly ShadowRecord[]>;
  running(at: Executor): Promise<readonly ShadowRecord[]>;
  /** Changes one that still runs; false when it has ended. */
  change(
    at: Executor,
    id: string,
    patch: Partial<Pick<ShadowRecord, 'endedAt' | 'endedBy' | 'end' | 'judgedAt' | 'problem'>>,
  ): Promise<boolean>;
  alerts(at: Executor, id: string): Promise<readonly Alert[]>;
  keep(at: Executor, id: string, alerts: readonly Alert[]): Promise<void>;
  counted(at: Executor, id: string): Promise<readonly CountedAlert[]>;
  /** Production's alerts of a rule that were opened since a moment or still stand. */
  production(at: Executor, ruleId: string, since: Date): Promise<readonly CountedAlert[]>;
}

export interface ShadowsDeps {
  readonly judging: JudgingPorts;
  readonly store: ShadowRecords;
  readonly drafts: Pick<RuleVersionRecords, 'draft'>;
  readonly newId: () => string;
}

export interface Shadows {
  ofRule(ruleId: string): Promise<Shadow[]>;
  start(draftId: string, by: { readonly username: string }): Promise<Shadow>;
  stop(id: string, by: { readonly username: string }): Promise<Shadow>;
  /** Judges every shadow that runs at the moment that production was judged at; nothing is raised. */
  judge(input: EvaluationInput, signal: AbortSignal): Promise<void>;
}

const noTiers = (): Record<AlertTier, number> => ({ blue: 0, yellow: 0, orange: 0, red: 0 });
const brokeOff: Bilingual = {
  zh: '上一次影子评估中断，下一次评估时再试。',
  en: 'It could not be judged the last time; the next evaluation tries again.',
};

/** Alerts opened since a moment by week, on both sides; weeks without any are left out. */
export function shadowWeeks(
  published: readonly CountedAlert[],
  shadow: readonly CountedAlert[],
  since: Date,
): Shadow['weeks'] {
  const weeks = new Map<Day, Shadow['weeks'][number]>();
  for (const [side, alerts] of [
    ['published', published],
    ['shadow', shadow],
  ] as const) {
    for (const { openedAt, peakTier } of alerts) {
      if (openedAt < since) continue;
      const week = weekStart(dayOf(openedAt));
      const own = weeks.get(week) ?? { week, published: noTiers(), shadow: noTiers() };
      weeks.set(week, own);
      own[side][peakTier] += 1;
    }
  }
  return [...weeks.values()].toSorted((a, b) => (a.week < b.week ? -1 : 1));
}

const standing = (alerts: readonly CountedAlert[]): number =>
  alerts.filter(({ closedAt, peakTier }) => closedAt === null && alertTiers.includes(peakTier)).length;

/** Shadows 影子运行: drafts that the evaluation judges beside production, with their own counts. */
export function createShadows({ judging, store, drafts, newId }: ShadowsDeps): Shadows {
  const { clock, records } = judging;
  const { read } = records;

  const viewOf = async (shadow: ShadowRecord): Promise<Shadow> => {
    const { startedAt, endedAt, judgedAt, draftId, ...rest } = shadow;
    const own = await store.counted(read, shadow.id);
    const before = (await store.production(read, shadow.ruleId, startedAt)).filter(
      ({ openedAt }) => endedAt === null || openedAt <= endedAt,
    );
    return {
      ...rest,
      draftId: String(draftId),
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      judgedAt: judgedAt?.toISOString() ?? null,
      weeks: shadowWeeks(before, own, startedAt),
      standing: { published: standing(before), shadow: standing(own) },
    };
  };

  const found = async (id: string): Promise<ShadowRecord> => {
    const shadow = await store.find(read, id);
    if (shadow === null)
      throw refuse('not-found', 'shadow-not-found', '没有这次影子运行。', 'There is no such shadow run.');
    return shadow;
  };

  const judgeOne = async (
    shadow: ShadowRecord,
    input: EvaluationInput,
    signal: AbortSignal,
  ): Promise<void> => {
    const draft = await drafts.draft(read, shadow.draftId);
    const now = clock.now();
    if (draft === null || draft.state === 'published' || draft.state === 'withdrawn') {
      const end = draft?.state === 'published' ? 'published' : 'given-up';
      await store.change(read, shadow.id, { end, endedAt: now, endedBy: null });
      return;
    }
    const file = readCandidate(draft.text, `draft-${draft.id}`);
    const book = withCandidates(await judging.store.published(read), [file], now);
    const restsOnRules = Object.values(file.features).some((feature) => 'rules' in feature);
    // What was touched is enough only where all the rest was judged before.
    const { batchId, detectionRunId } = shadow.judgedAt === null ? {} : input;
    const asOf = input.asOf ?? now;
    const left = await store.alerts(read, shadow.id);
    const known = new Set(left);
    const memory = createAlertMemory(left);
    const side = createSideRun(
      judging,
      restsOnRules ? book : book.filter(({ ruleId }) => ruleId === file.id),
      undefined,
      memory,
    );
    const none = { batchId: batchId ?? null, detectionRunId: detectionRunId ?? null };
    const { reason } = input;
    await side.judge(
      { id: newId(), reason, ...none, asOf, knownAt: input.knownAt ?? asOf, finishedAt: now },
      signal,
    );
    const changed = memory
      .all()
      .flatMap(({ alert }) => (alert.ruleId === file.id && !known.has(alert) ? [alert] : []));
    await records.transaction(async (tx) => {
      if (!(await store.change(tx, shadow.id, { judgedAt: asOf, problem: null }))) return;
      await store.keep(tx, shadow.id, changed);
    });
  };

  return {
    async ofRule(ruleId) {
      const all: Shadow[] = [];
      for (const shadow of await store.ofRule(read, ruleId)) all.push(await viewOf(shadow));
      return all;
    },
    async start(draftId, { username }) {
      const draft = isRecordId(draftId) ? await drafts.draft(read, Number(draftId)) : null;
      if (draft === null)
        throw refuse('not-found', 'draft-unknown', '没有这份草稿。', 'There is no such draft.');
      if (draft.state === 'published' || draft.state === 'withdrawn')
        throw refuse(
          'conflict',
          'shadow-draft-closed',
          '草稿已发布或撤回，不能影子运行。',
          'The draft was published or withdrawn: it cannot be run as a shadow.',
        );
      const file = readCandidate(draft.text, `draft-${draft.id}`);
      withCandidates(await judging.store.published(read), [file], clock.now());
      const shadow: ShadowRecord = {
        id: newId(),
        ruleId: draft.ruleId,
        draftId: draft.id,
        startedBy: username,
        startedAt: clock.now(),
        endedAt: null,
        endedBy: null,
        end: null,
        judgedAt: null,
        problem: null,
      };
      if (!(await store.add(read, shadow)))
        throw refuse(
          'conflict',
          'shadow-runs',
          '这份草稿已在影子运行。',
          'The draft runs as a shadow already.',
        );
      return viewOf(shadow);
    },
    async stop(id, { username }) {
      await found(id);
      const patch = { end: 'stopped', endedAt: clock.now(), endedBy: username } as const;
      if (!(await store.change(read, id, patch)))
        throw refuse('conflict', 'shadow-over', '影子运行已经结束。', 'The shadow run is over already.');
      return viewOf(await found(id));
    },
    async judge(input, signal) {
      for (const shadow of await store.running(read)) {
        signal.throwIfAborted();
        try {
          await judgeOne(shadow, input, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          // Production must not wait for a shadow; its card says what is wrong.
          const problem = error instanceof PermanentError ? error.text : brokeOff;
          await store.change(read, shadow.id, { problem });
        }
      }
    },
  };
}
