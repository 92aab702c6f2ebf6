import type { BudgetProposal, ReplayRequest, ReplayResult, RuleFile } from '@miaotou/contracts';
import { differenceKinds } from '@miaotou/contracts';
import { addDays, dayOf, startOfDay } from '@miaotou/domain';
import type { Bilingual, Day } from '@miaotou/domain';
import type { CheckedRule } from '@miaotou/rules';
import { workHoursOf } from '../alerts/index.js';
import { fileOf, rulesInForce } from '../rules/index.js';
import type { PublishedRule } from '../rules/index.js';
import type { Progress } from '../shared/index.js';
import { withCandidates } from './books.js';
import { respondTo } from './chain.js';
import { differencesOf, likeProduction } from './compare.js';
import type {
  Outcome,
  PastAction,
  PastRun,
  ReadResponse,
  ReplayDetails,
  ReplayRecords,
  ReplayWarehouse,
} from './ports.js';
import { missOf, scoreOf } from './score.js';
import type { ScoreSpan } from './score.js';
import { shareOf } from './share.js';
import { createSideRun } from './side-run.js';
import type { JudgingPorts, SideRun } from './side-run.js';
import { loudByWeek, messagesOf, replayAlert, sideOf, warningOf } from './side.js';
import type { Replayed } from './replayed.js';
import { Findings } from './simulate.js';
import { scaledFile, thresholdChanges, hardness } from './steps.js';
import { trainEnd, tune } from './tune.js';
import { verdictsOf } from './verdicts.js';
import { standingRoster, workOf } from './work.js';

export interface ReplayRunDeps {
  /** What production judges with. */
  readonly judging: JudgingPorts;
  readonly store: Pick<ReplayRecords, 'runs' | 'actions' | 'alerts' | 'verdicts' | 'incidents'>;
  readonly warehouse: ReplayWarehouse;
  readonly response: ReadResponse;
}

export interface ReplayControl {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface ReplayReport {
  readonly result: ReplayResult;
  readonly details: ReplayDetails;
}

/** Runs older than this before a span are left out; what they left standing is raised anew before it begins. */
const longestBefore = 400;
/** Weeks before a span that is judged every morning, judged once each. */
const weeksBefore = 8;
/** When a day is judged that production did not judge. */
const morningMs = 8 * 3_600_000;
/** How often thresholds are chosen anew when the replay shows more than the search reckoned. */
const tries = 3;

const notes = {
  people: {
    zh: '人员对预警的操作（签收、办结、解除等）按当时原样作用于同一规则、同一对象的预警；候选规则没有对应预警时不作用。',
    en: 'What people did to alerts is done to the alert of the same rule and subject at the same time; where the candidates have none, it is not done.',
  },
  daily: {
    zh: '该时段没有可重放的评估时点，或要求逐日回放：每天早八点评估一次，与当时的系统运行时点不同。',
    en: 'Judged every morning at eight and not at the moments at which production judged.',
  },
  cut: {
    zh: `开始前 ${longestBefore} 天以前的评估未回放。`,
    en: `Runs more than ${longestBefore} days before the span were left out.`,
  },
  messages: {
    zh: '消息和工时来自完整的处置链：归并为事件、静默、时间节点、值班表和逐级升级，值班表和静默按现在的设置。有人签收过的按当时签收，其余视为按时签收。工时按等级估算 [建议值]。',
    en: 'Messages and hours come from the whole chain: incidents, silences, time nodes, the roster as it stands now, and the ladder. Who signed then signs then; otherwise signing is taken to come in time. Hours are reckoned by tier [proposed].',
  },
  search: {
    zh: '阈值搜索不计时间节点和多源共振的连带变化；提案前后的数字均为完整回放所得。',
    en: 'The search reckons without time nodes and without rules that use other rules; the numbers before and after come from whole replays.',
  },
} as const satisfies Record<string, Bilingual>;

interface Plan {
  readonly runs: readonly PastRun[];
  readonly actions: readonly PastAction[];
  readonly before: number;
  readonly daily: boolean;
  readonly cut: boolean;
}

function dailyRuns(from: Day, to: Day): PastRun[] {
  const days: Day[] = [];
  for (let week = weeksBefore; week > 0; week -= 1) days.push(addDays(from, -7 * week));
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days.map((day) => {
    const asOf = new Date(startOfDay(day).getTime() + morningMs);
    const none = { batchId: null, detectionRunId: null };
    return { id: `daily-${day}`, reason: 'manual', ...none, asOf, knownAt: asOf, finishedAt: asOf };
  });
}

async function planOf(
  { judging, store }: ReplayRunDeps,
  { from, to, moments }: ReplayRequest,
  now: Date,
): Promise<Plan> {
  const { read } = judging.records;
  const [begin, end] = [startOfDay(from), startOfDay(addDays(to, 1))];
  const actions = await store.actions(read);
  const all = await store.runs(read, { from: new Date(0), to: end });
  const first = startOfDay(addDays(from, -longestBefore));
  const runs = all.filter(({ asOf }) => asOf >= first);
  if (moments === 'daily' || !runs.some(({ asOf }) => asOf >= begin)) {
    const mornings = dailyRuns(from, to).filter(({ asOf }) => asOf <= now);
    const before = mornings.filter(({ asOf }) => asOf < begin).length;
    return { runs: mornings, actions: actions.filter(({ at }) => at < end), before, daily: true, cut: false };
  }
  const until = runs.at(-1)?.finishedAt ?? begin;
  const before = runs.filter(({ asOf }) => asOf < begin).length;
  const done = actions.filter(({ at }) => at <= until);
  return { runs, actions: done, before, daily: false, cut: runs.length < all.length };
}

/** Takes sides through history moment by moment; what people did between two runs is done between them. */
async function walk(
  plan: Plan,
  sides: readonly SideRun[],
  { signal, progress }: ReplayControl,
  stage: string,
  judged: (run: PastRun) => void = () => undefined,
): Promise<void> {
  const actions = [...plan.actions];
  const act = (until: Date): void => {
    for (let next = actions[0]; next !== undefined && next.at <= until; next = actions[0]) {
      for (const side of sides) side.act(next);
      actions.shift();
    }
  };
  for (const [index, run] of plan.runs.entries()) {
    signal.throwIfAborted();
    progress(index, plan.runs.length, stage);
    act(plan.daily ? run.asOf : run.finishedAt);
    judged(run);
    for (const side of sides) await side.judge(run, signal);
  }
  act(new Date(8_640_000_000_000_000));
  progress(plan.runs.length, plan.runs.length, stage);
}

/** Last day whose disputes and petitions, or public opinion where neither is told of, are known whole. */
async function knownThrough({ judging }: ReplayRunDeps, now: Date): Promise<Day | null> {
  const marks = await judging.warehouse.watermarks(now);
  const newest = (source: string): Day[] => {
    const own = marks.filter((one) => one.source === source).map((one) => one.completeThrough);
    return own.length === 0 ? [] : [own.toSorted().at(-1) ?? ''];
  };
  const telling = [...newest('disputes'), ...newest('petitions')];
  return (telling.length > 0 ? telling : newest('opinion')).toSorted()[0] ?? null;
}

interface Finished {
  readonly side: SideRun;
  readonly alerts: readonly Replayed[];
}

const finished = (side: SideRun): Finished => ({ side, alerts: side.memory.all() });

/** What a budget asks for, measured on a part of a span. */
function judgedOn(alerts: readonly Replayed[], outcomes: readonly Outcome[], span: ScoreSpan) {
  const { from, to } = span;
  const messages = messagesOf(alerts, span);
  const loud = [...loudByWeek(messages, from, to).values()];
  const total = loud.reduce((sum, count) => sum + count, 0);
  return {
    from,
    to,
    mostAWeek: Math.max(0, ...loud),
    meanAWeek: Math.round((total / Math.max(1, loud.length)) * 100) / 100,
    hours: Math.round(messages.reduce((sum, { hours }) => sum + hours, 0)),
    score: scoreOf(alerts.map(warningOf), outcomes, span, 'orange').score,
  };
}

/** Replays history with the published rules, with candidates beside them, or with thresholds sought for a budget. */
export async function runReplay(
  deps: ReplayRunDeps,
  request: ReplayRequest,
  control: ReplayControl,
): Promise<ReplayReport> {
  const started = performance.now();
  const { judging, store, warehouse } = deps;
  const now = judging.clock.now();
  const { from, to, candidates, budget, horizonDays } = request;
  const book = await judging.store.published(judging.records.read);
  const tried = candidates.length === 0 ? null : withCandidates(book, candidates, now);
  const plan = await planOf(deps, request, now);
  const outcomes = await warehouse.outcomes(
    { from, to: addDays(to, horizonDays), knownAt: now },
    control.signal,
  );
  const span: ScoreSpan = {
    from,
    to,
    horizonDays,
    knownThrough: await knownThrough(deps, now),
    levels: await judging.levelsAt(now, now),
  };

  const published = createSideRun(judging, book);
  const other = tried === null ? null : createSideRun(judging, tried);
  const sought = budget === undefined ? null : eased(judging, book, now);
  const sides = [published, ...(other === null ? [] : [other]), ...(sought === null ? [] : [sought.side])];
  await walk(plan, sides, control, 'judging', (run) => sought?.begin(run.knownAt));
  const before = finished(published);
  let after = other === null ? null : finished(other);
  let proposal: BudgetProposal | null = null;
  if (budget !== undefined && sought !== null) {
    const made = await propose(deps, { plan, book, now, before, outcomes, span, budget, sought }, control);
    proposal = made.proposal;
    after = made.after ?? after;
  }
  const names = namesOf(book, candidates);
  const { read } = judging.records;
  const sidesAlerts = [...before.alerts, ...(after?.alerts ?? [])];
  const employers = [...new Set(sidesAlerts.flatMap(({ alert }) => alert.employerId ?? []))];
  const set = await deps.response(read, employers, now);
  const setting = { ...set, roster: standingRoster(set.roster, dayOf(now)) };
  const verdicts = await store.verdicts(read);
  const sideTold = async ({ alerts, side }: Finished) => {
    const found = { ...side.verdicts, ...verdictsOf(inSpan(alerts), verdicts) };
    const work = workOf(await respondTo(alerts, setting), span, setting);
    return sideOf(alerts, outcomes, span, names, found, work);
  };
  const scoredMisses = ({ alerts }: Finished) =>
    scoreOf(alerts.map(warningOf), outcomes, span).missed.map(missOf);
  const inSpan = (alerts: readonly Replayed[]) =>
    alerts.filter(({ alert }) => dayOf(alert.openedAt) >= from && dayOf(alert.openedAt) <= to);
  const first = await sideTold(before);
  const differences = after === null ? [] : differencesOf(before.alerts, after.alerts, span, names);
  const counted = Object.fromEntries(
    differenceKinds.map((kind) => [kind, differences.filter(({ kinds }) => kinds.includes(kind)).length]),
  ) as ReplayResult['differences'];
  const window = { from: startOfDay(from), to: startOfDay(addDays(to, 1)) };
  const like =
    plan.daily || plan.cut
      ? null
      : {
          ...likeProduction(
            inSpan(before.alerts),
            await store.alerts(read, window),
            new Set(plan.runs.map(({ id }) => id)),
            plan.runs.at(-1)?.finishedAt ?? window.to,
          ),
          incidents: {
            production: await store.incidents(read, window),
            replay: first.response?.incidents ?? 0,
          },
        };
  const listed = (alerts: readonly Replayed[]) => inSpan(alerts).map((one) => replayAlert(one, names));
  return {
    result: {
      from,
      to,
      moments: plan.runs.length - plan.before,
      before: plan.before,
      notes: [
        ...(plan.daily ? [notes.daily] : []),
        ...(plan.cut ? [notes.cut] : []),
        notes.people,
        notes.messages,
        ...(proposal === null ? [] : [notes.search]),
      ],
      published: first,
      candidate: after === null ? null : await sideTold(after),
      differences: counted,
      likeProduction: like,
      knownThrough: span.knownThrough,
      horizonDays,
      hoursByTier: workHoursOf(span.levels),
      budget: proposal,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    },
    details: {
      published: listed(before.alerts),
      candidate: after === null ? [] : listed(after.alerts),
      differences,
      missed: { published: scoredMisses(before), candidate: after === null ? [] : scoredMisses(after) },
    },
  };
}

function namesOf(
  book: readonly PublishedRule[],
  candidates: readonly RuleFile[],
): ReadonlyMap<string, Bilingual> {
  const files = [...book.toSorted((a, b) => a.version - b.version).map(fileOf), ...candidates];
  return new Map(files.map(({ id, name }) => [id, name]));
}

interface Sought {
  readonly side: SideRun;
  readonly findings: Findings;
  readonly rules: readonly CheckedRule[];
  begin(knownAt: Date): void;
}

/** A side with the easiest thresholds that are weighed: what it hears is all that any setting could raise. */
function eased(judging: JudgingPorts, book: readonly PublishedRule[], now: Date): Sought {
  const rules = rulesInForce(book, now).filter(({ file }) => file.subject !== 'source');
  const [easiest] = hardness;
  const findings = new Findings(rules);
  const files = rules.flatMap(({ file, features }): RuleFile[] =>
    // A rule on other rules would be raised by their easier settings.
    features.some(({ feature }) => 'rules' in feature) ? [] : [scaledFile(file, easiest)],
  );
  let knownAt = now;
  const side = createSideRun(judging, withCandidates(book, files, now), ({ rows }) =>
    findings.add(rows, knownAt),
  );
  return {
    side,
    findings,
    rules: rules.filter(({ features }) => !features.some(({ feature }) => 'rules' in feature)),
    begin: (at) => (knownAt = at),
  };
}

interface ProposeInput {
  readonly plan: Plan;
  readonly book: readonly PublishedRule[];
  readonly now: Date;
  readonly before: Finished;
  readonly outcomes: readonly Outcome[];
  readonly span: ScoreSpan;
  readonly budget: number;
  readonly sought: Sought;
}

/** Thresholds within a budget: sought on the earlier part of the span, then replayed over all of it. */
async function propose(
  { judging }: ReplayRunDeps,
  { plan, book, now, before, outcomes, span, budget, sought }: ProposeInput,
  control: ReplayControl,
): Promise<{ readonly proposal: BudgetProposal; readonly after: Finished | null }> {
  const split = trainEnd(span.from, span.to);
  const train = { ...span, to: split };
  const test = { ...span, from: split < span.to ? addDays(split, 1) : span.from };
  const input = { ...sought, published: before.alerts, outcomes, span: train };
  let tuned = await tune({ ...input, budget });
  let after: Finished | null = null;
  let proposed = judgedOn(before.alerts, outcomes, train);
  let tried = tuned.found.tried;
  for (let aim = budget, turn = 0; tuned.changed.length > 0 && turn < tries; turn += 1) {
    const side = createSideRun(judging, withCandidates(book, tuned.changed, now));
    await walk(plan, [side], control, 'proposing');
    after = finished(side);
    proposed = judgedOn(after.alerts, outcomes, train);
    if (proposed.mostAWeek <= budget || aim === 0 || !tuned.found.reached || turn === tries - 1) break;
    aim = Math.max(0, aim - (proposed.mostAWeek - budget));
    tuned = await tune({ ...input, budget: aim });
    tried += tuned.found.tried;
  }
  const { found, changed } = tuned;
  const files = new Map(sought.rules.map(({ file }) => [file.id, file]));
  const alerts = after?.alerts ?? before.alerts;
  const caught = (some: readonly Replayed[]) => {
    const missed = new Set(scoreOf(some.map(warningOf), outcomes, span, 'orange').missed);
    return outcomes.filter((one) => one.on >= span.from && one.on <= span.to && !missed.has(one));
  };
  const still = new Set(caught(alerts));
  const asked = outcomes.filter(({ on }) => on >= train.from && on <= train.to).length;
  const weeks = Math.max(1, loudByWeek([], train.from, train.to).size);
  const proposal: BudgetProposal = {
    budget,
    reached: proposed.mostAWeek <= budget,
    frontier: [...new Set([...found.frontier, found.now, found.chosen])].map((one) => ({
      mostAWeek: one.most,
      meanAWeek: Math.round((one.total / weeks) * 100) / 100,
      hours: Math.round(one.hours),
      outcomes: asked,
      caught: one.caught,
      recall: shareOf(one.caught, asked),
      mark: one === found.chosen ? 'proposed' : one === found.now ? 'published' : null,
    })),
    changes: changed.flatMap((file) => {
      const was = files.get(file.id);
      return was === undefined ? [] : thresholdChanges(was, file);
    }),
    rules: [...changed],
    train: { published: judgedOn(before.alerts, outcomes, train), proposed },
    test: {
      published: judgedOn(before.alerts, outcomes, test),
      proposed: judgedOn(alerts, outcomes, test),
    },
    givenUp: caught(before.alerts)
      .filter((one) => !still.has(one))
      .map(missOf),
    tried,
  };
  return { proposal, after };
}
