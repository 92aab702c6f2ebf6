import { ReplayRequestSchema, longestReplay } from '@miaotou/contracts';
import type {
  Replay,
  ReplayAlertPage,
  ReplayAlertQuery,
  ReplayDifferencePage,
  ReplayDifferenceQuery,
  ReplayMissPage,
  ReplayMissQuery,
  ReplayPage,
  ReplayQuery,
  ReplayRequestInput,
  ReplayRow,
} from '@miaotou/contracts';
import { daysBetween } from '@miaotou/domain';
import type { Viewer } from '../people/index.js';
import { PermanentError, StaleError, refuse } from '../shared/index.js';
import type { Progress } from '../shared/index.js';
import { withCandidates } from './books.js';
import type { ReplayDetails, ReplayRecord, ReplayRecords } from './ports.js';
import { runReplay } from './run.js';
import type { ReplayReport, ReplayRunDeps } from './run.js';

export interface ReplaysDeps extends ReplayRunDeps {
  readonly store: ReplayRecords;
  readonly newId: () => string;
  /** Puts the work into the queue. */
  readonly enqueue: (replayId: string) => Promise<void>;
  /** Takes it out again, or tells whoever works on it to stop. */
  readonly withdraw: (replayId: string) => Promise<void>;
}

export interface Replays {
  /** Replays at once and keeps nothing. */
  run(
    request: ReplayRequestInput,
    control: { readonly signal: AbortSignal; readonly progress: Progress },
  ): Promise<ReplayReport>;
  request(request: ReplayRequestInput, viewer: Pick<Viewer, 'username'>): Promise<ReplayRow>;
  list(query: ReplayQuery): Promise<ReplayPage>;
  get(id: string): Promise<Replay>;
  differences(id: string, query: ReplayDifferenceQuery): Promise<ReplayDifferencePage>;
  alerts(id: string, query: ReplayAlertQuery): Promise<ReplayAlertPage>;
  misses(id: string, query: ReplayMissQuery): Promise<ReplayMissPage>;
  cancel(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Does a requested replay: the work of the job. */
  work(id: string, control: { readonly signal: AbortSignal; readonly progress: Progress }): Promise<void>;
}

/** A running replay whose process gave no sign for so long was left by it. */
const silenceMs = 120_000;
/** Between two signs of life. */
const signMs = 2_000;

const unknown = (): PermanentError =>
  refuse('not-found', 'replay-not-found', '没有这次回放。', 'There is no such replay.');

function pageOf<T>(all: readonly T[], { page, pageSize }: { page: number; pageSize: number }) {
  const items = all.slice((page - 1) * pageSize, page * pageSize);
  return { items, total: all.length, page, pageSize };
}

/** Replays 回放: what other rules, or the same, would have done on history as it was known at each moment. */
export function createReplays(deps: ReplaysDeps): Replays {
  const { store, judging, newId, enqueue, withdraw } = deps;
  const { clock, records } = judging;

  const checked = async (input: ReplayRequestInput) => {
    const parsed = ReplayRequestSchema.safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join('.') ?? '';
      throw new PermanentError(
        'invalid',
        'replay-invalid',
        {
          zh: `回放参数有误：${where} ${issue?.message ?? ''}`,
          en: `Wrong request: ${where} ${issue?.message ?? ''}`,
        },
        { field: where },
      );
    }
    const { from, to, candidates, budget } = parsed.data;
    const now = clock.now();
    if (daysBetween(from, to) > longestReplay) {
      throw refuse(
        'invalid',
        'replay-too-long',
        `一次回放最长 ${longestReplay} 天。`,
        `A replay spans ${longestReplay} days at most.`,
      );
    }
    if (new Date(`${from}T00:00:00+08:00`) > now) {
      throw refuse('invalid', 'replay-in-future', '开始日期在将来。', 'The first day is still to come.');
    }
    if (budget !== undefined && candidates.length > 0) {
      throw refuse(
        'invalid',
        'budget-with-candidates',
        '预算搜索以现行规则为起点，不能同时给候选规则。',
        'A budget is sought from the published rules; candidates cannot be given with it.',
      );
    }
    if (candidates.length > 0) withCandidates(await judging.store.published(records.read), candidates, now);
    return parsed.data;
  };

  /** What nobody works on any more says so. */
  const rowOf = ({ request, requestedAt, finishedAt, seenAt, ...replay }: ReplayRecord): ReplayRow => {
    const { id, title, state, progress, stage, requestedBy, headline, problem } = replay;
    const left = state === 'running' && clock.now().getTime() - (seenAt ?? requestedAt).getTime() > silenceMs;
    return {
      id,
      title,
      state: left ? 'stopped' : state,
      progress,
      stage,
      requestedBy,
      requestedAt: requestedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      from: request.from,
      to: request.to,
      moments: request.moments,
      candidates: request.candidates.map(({ id: ruleId, version }) => ({ ruleId, version })),
      budget: request.budget ?? null,
      problem,
      headline,
    };
  };

  const found = async (id: string) => {
    const replay = await store.find(records.read, id);
    if (replay === null) throw unknown();
    return replay;
  };
  const detailsOf = async (id: string): Promise<ReplayDetails> => {
    await found(id);
    const details = await store.details(records.read, id);
    return (
      details ?? { published: [], candidate: [], differences: [], missed: { published: [], candidate: [] } }
    );
  };

  return {
    async run(request, control) {
      return runReplay(deps, await checked(request), control);
    },
    async request(input, viewer) {
      const request = await checked(input);
      const replay: ReplayRecord = {
        id: newId(),
        title: request.title,
        state: 'waiting',
        progress: 0,
        stage: 'waiting',
        requestedBy: viewer.username,
        requestedAt: clock.now(),
        seenAt: null,
        finishedAt: null,
        request,
        headline: null,
        problem: null,
      };
      await store.add(records.read, replay);
      await enqueue(replay.id);
      return rowOf(replay);
    },
    async list(query) {
      const offset = (query.page - 1) * query.pageSize;
      const { total, replays } = await store.page(records.read, offset, query.pageSize);
      return { items: replays.map(rowOf), total, page: query.page, pageSize: query.pageSize };
    },
    async get(id) {
      const replay = await found(id);
      return { ...rowOf(replay), request: replay.request, result: replay.result };
    },
    async differences(id, query) {
      const { differences } = await detailsOf(id);
      const { kind } = query;
      return pageOf(
        kind === undefined ? differences : differences.filter(({ kinds }) => kinds.includes(kind)),
        query,
      );
    },
    async alerts(id, query) {
      const own = (await detailsOf(id))[query.side];
      return pageOf(
        own.filter(
          ({ ruleId, subjectId }) =>
            (query.rule === undefined || ruleId === query.rule) &&
            (query.subject === undefined || subjectId === query.subject),
        ),
        query,
      );
    },
    async misses(id, query) {
      return pageOf((await detailsOf(id)).missed[query.side], query);
    },
    async cancel(id) {
      await found(id);
      const patch = { state: 'cancelled', finishedAt: clock.now() } as const;
      if (!(await store.change(records.read, id, ['waiting', 'running'], patch))) {
        throw refuse('conflict', 'replay-over', '这次回放已经结束。', 'The replay is over already.');
      }
      await withdraw(id);
    },
    async remove(id) {
      const { state } = rowOf(await found(id));
      if (state === 'waiting' || state === 'running') {
        throw refuse('conflict', 'replay-running', '请先取消这次回放。', 'Cancel the replay first.');
      }
      await store.remove(records.read, id);
    },
    async work(id, { signal, progress }) {
      const replay = await store.find(records.read, id);
      const change = (
        patch: Parameters<ReplayRecords['change']>[3],
        from: 'waiting' | 'running' = 'running',
      ) => store.change(records.read, id, from === 'waiting' ? ['waiting', 'running'] : ['running'], patch);
      const begun = { state: 'running', seenAt: clock.now(), stage: 'judging' } as const;
      if (replay === null || !(await change(begun, 'waiting')))
        throw new StaleError(`replay ${id} is not wanted`);
      let told = 0;
      let writing: Promise<unknown> = Promise.resolve();
      const tell: Progress = (done, total, stage) => {
        progress(done, total, stage);
        const now = clock.now();
        if (now.getTime() - told < signMs) return;
        told = now.getTime();
        const share = total === null || total === 0 ? 0 : done / total;
        writing = writing.then(() => change({ progress: share, stage, seenAt: now }));
      };
      try {
        const { result, details } = await runReplay(deps, replay.request, { signal, progress: tell });
        await writing;
        const { opened, hours, score } = result.candidate ?? result.published;
        const { recall, precision } = score.overall;
        const headline = { alerts: opened, hours, recall, precision };
        const finishedAt = clock.now();
        await change({ state: 'done', progress: 1, stage: 'done', finishedAt, headline, result, details });
      } catch (error) {
        await writing.catch(() => undefined);
        // Cancelled ones say so already; when the process ends, the job comes back and begins anew.
        if (!signal.aborted) {
          const problem =
            error instanceof PermanentError
              ? error.text
              : { zh: '回放中断，请稍后重试。', en: 'The replay broke off; try again later.' };
          await change({ state: 'failed', finishedAt: clock.now(), problem });
        }
        throw error;
      }
    },
  };
}
