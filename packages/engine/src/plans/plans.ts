import type {
  FiveOneRequest,
  IncidentPlan,
  IncidentPlanStep,
  PlanTickRequest,
  TeamChoice,
} from '@miaotou/contracts';
import { fiveOneNames, tierNames } from '@miaotou/domain';
import type { Bilingual, DeviceKind, WorkCalendar } from '@miaotou/domain';
import type { Incident, IncidentStore, Responder } from '../incidents/index.js';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { Clock, Executor, LivePush, Records } from '../shared/index.js';
import { fiveOneViews, missingOnes } from './five-ones.js';
import type { FreezeDeps } from './freeze.js';
import { doneSteps, dueOf, followed, needsFiveOnes, planFor, stepState } from './plan.js';
import type { FrozenPlan, PlanTick, SaidOne } from './plan.js';

export interface PlansDeps extends FreezeDeps {
  readonly records: Records;
  readonly incidents: Pick<IncidentStore, 'people' | 'take' | 'tell'>;
  /** The incident with a number where the person may see it; refuses otherwise. */
  readonly seen: (at: Executor, id: string, viewer: Viewer) => Promise<Incident>;
  readonly workdays: (at: Date) => Promise<WorkCalendar>;
  readonly live: LivePush;
  readonly clock: Clock;
}

/** Response plans 应对预案 of incidents: steps ticked off with evidence, and the five ones of a red. */
export interface Plans {
  get(incidentId: string, viewer: Viewer): Promise<IncidentPlan>;
  /** Ticks a step off or takes a tick back; the same key again changes nothing. */
  tick(
    incidentId: string,
    request: PlanTickRequest,
    viewer: Viewer,
    device: DeviceKind,
  ): Promise<IncidentPlan>;
  say(incidentId: string, request: FiveOneRequest, viewer: Viewer, device: DeviceKind): Promise<IncidentPlan>;
  /** People of whom the team can be chosen. */
  choice(incidentId: string, viewer: Viewer): Promise<TeamChoice>;
}

const teamRoles = new Set<Responder['role']>([
  'leader',
  'analyst',
  'responder',
  'mediator',
  'arbitrator',
  'admin',
]);

const notYours = () =>
  refuse(
    'forbidden',
    'plan-not-yours',
    '预案步骤由事件负责人、专班成员、研判员或领导办理。',
    'Steps of the plan are for the holder, the team, analysts and leaders.',
  );

/** The team as last said. */
function teamOf(said: readonly SaidOne[]): readonly string[] {
  const teams = said.filter(({ part }) => part === 'team').toSorted((a, b) => Number(a.at) - Number(b.at));
  return teams.at(-1)?.people ?? [];
}

function mayAct(incident: Incident, said: readonly SaidOne[], { id, role }: Viewer): boolean {
  if (incident.closedAt !== null || !teamRoles.has(role)) return false;
  return incident.holderId === id || role === 'leader' || role === 'analyst' || teamOf(said).includes(id);
}

export function createPlans(deps: PlansDeps): Plans {
  const { records, store, incidents, seen, plansAt, workdays, live, clock } = deps;
  const fitFor = (incident: Incident) => (person: Responder) =>
    teamRoles.has(person.role) && maySee(person, incident.region);

  async function view(at: Executor, incident: Incident, viewer: Viewer): Promise<IncidentPlan> {
    const frozen = await store.frozen(at, incident.id);
    const ticks = await store.ticks(at, incident.id);
    const said = await store.said(at, incident.id);
    const people = new Map((await incidents.people(at)).map((one) => [one.id, one]));
    const now = clock.now();
    const nameOf = (id: string) => ({ id, displayName: people.get(id)?.displayName ?? '—' });
    const plan = followed(frozen);
    const shown = plan?.first ?? (await wouldBe(at, incident, now));
    const done = doneSteps(ticks, shown.code);
    const calendar = await workdays(now);
    const steps = shown.body.steps.map((step): IncidentPlanStep => {
      const due = plan === null ? null : dueOf(step, plan.under, calendar);
      return {
        code: step.code,
        text: step.text,
        office: step.office,
        evidence: step.evidence,
        dueAt: due?.at.toISOString() ?? null,
        provisional: due?.provisional ?? false,
        basis: due?.basis ?? null,
        state: stepState(done.has(step.code), incident.closedAt === null ? due : null, now),
        ticks: ticks
          .filter((one) => one.plan === shown.code && one.step === step.code)
          .toReversed()
          .map(({ byId, at: when, note, done: ticked }) => ({
            done: ticked,
            by: nameOf(byId),
            at: when.toISOString(),
            note,
          })),
      };
    });
    const red = needsFiveOnes(incident);
    return {
      incidentId: String(incident.id),
      code: shown.code,
      name: shown.body.name,
      version: shown.version,
      tier: plan?.last.tier ?? incident.tier,
      frozenAt: plan?.first.at.toISOString() ?? null,
      steps,
      overdue: steps.filter(({ state }) => state === 'overdue').length,
      next: steps.find(({ state }) => state !== 'done')?.code ?? null,
      mayTick: plan !== null && mayAct(incident, said, viewer),
      earlier: earlierPlans(frozen, shown.code),
      fiveOnes: red ? fiveOneViews(incident, plan?.first ?? null, said, people, now) : [],
      missing: red ? [...missingOnes(frozen, said)] : [],
    };
  }

  /** The plan that would be frozen if the response began now. */
  async function wouldBe(at: Executor, incident: Incident, now: Date): Promise<FrozenPlan> {
    const { version, body } = await plansAt(at, now);
    const leading = (await store.leading(at, incident.id)) ?? { ruleId: '', plan: incident.plan };
    const code = planFor(body, leading, incident.tier);
    const plan = body.plans.find((one) => one.code === code) ?? {
      code,
      name: { zh: code, en: code },
      steps: [],
    };
    return { incidentId: incident.id, code, version, tier: incident.tier, body: plan, at: now };
  }

  /** Writes one change under the incident's lock, with its entry in the proof chain. */
  async function change(
    id: string,
    viewer: Viewer,
    device: DeviceKind,
    work: (
      tx: Executor,
      incident: Incident,
      now: Date,
    ) => Promise<{ kind: string; key: string; text: Bilingual; note: string } | null>,
  ): Promise<IncidentPlan> {
    const { incident, result } = await records.transaction(async (tx) => {
      const known = await seen(tx, id, viewer);
      const [locked] = await incidents.take(tx, [known.id]);
      const own = locked ?? known;
      const now = clock.now();
      const entry = await work(tx, own, now);
      if (entry !== null) {
        await incidents.tell(tx, [
          {
            incidentId: own.id,
            at: now,
            kind: entry.kind,
            reason: 'plan',
            text: entry.text,
            byId: viewer.id,
            note: entry.note === '' ? null : entry.note,
            fromState: null,
            toState: null,
            device,
            deviceAt: null,
            place: null,
            key: entry.key,
          },
        ]);
      }
      return { incident: own, result: await view(tx, own, viewer) };
    });
    live.publish({
      regions: incident.region === '' ? [] : [incident.region],
      message: { type: 'system', change: 'incidents' },
    });
    return result;
  }

  function refuseClosed(incident: Incident): void {
    if (incident.closedAt === null) return;
    throw refuse(
      'conflict',
      'incident-closed',
      '事件已核销，不能再改动。',
      'The incident is closed: nothing of it changes.',
    );
  }

  return {
    async get(incidentId, viewer) {
      return view(records.read, await seen(records.read, incidentId, viewer), viewer);
    },
    tick: (incidentId, request, viewer, device) =>
      change(incidentId, viewer, device, async (tx, incident, now) => {
        const ticks = await store.ticks(tx, incident.id);
        if (ticks.some(({ key }) => key === request.key)) return null;
        refuseClosed(incident);
        if (!mayAct(incident, await store.said(tx, incident.id), viewer)) throw notYours();
        const plan = followed(await store.frozen(tx, incident.id));
        const refusal = tickRefusal(plan?.first ?? null, ticks, request);
        if (refusal !== null) throw refuse(refusal.kind, refusal.code, refusal.zh, refusal.en);
        const { plan: code, step, done, note, key } = request;
        await store.tick(tx, {
          incidentId: incident.id,
          plan: code,
          step,
          done,
          note,
          byId: viewer.id,
          at: now,
          key,
        });
        const text = plan?.first.body.steps.find((one) => one.code === step)?.text ?? { zh: step, en: step };
        return {
          kind: done ? 'plan-step-done' : 'plan-step-undone',
          key: `plan-${key}`,
          note,
          text: done
            ? { zh: `完成预案步骤：${text.zh}`, en: `Step of the plan done: ${text.en}` }
            : { zh: `撤回预案步骤：${text.zh}`, en: `Step of the plan taken back: ${text.en}` },
        };
      }),
    say: (incidentId, request, viewer, device) =>
      change(incidentId, viewer, device, async (tx, incident, now) => {
        const said = await store.said(tx, incident.id);
        if (said.some(({ key }) => key === request.key)) return null;
        refuseClosed(incident);
        if (!needsFiveOnes(incident)) {
          throw refuse(
            'conflict',
            'five-ones-not-red',
            `五个一只用于${tierNames.red.zh}事件。`,
            'The five ones are for red incidents.',
          );
        }
        if (!mayAct(incident, said, viewer)) throw notYours();
        const people = request.part === 'team' ? [...new Set(request.people)] : [];
        const fit = (await incidents.people(tx)).filter(fitFor(incident));
        if (people.some((id) => fit.every((one) => one.id !== id))) {
          throw refuse(
            'invalid',
            'team-unfit',
            '专班中有人不在辖区范围内，或角色不办理事件。',
            'Somebody of the team cannot see the region or does not respond to incidents.',
          );
        }
        const text = 'text' in request ? request.text : '';
        const day = request.part === 'deadline' ? request.day : null;
        const { part, key } = request;
        await store.say(tx, {
          incidentId: incident.id,
          part,
          text,
          people,
          day,
          byId: viewer.id,
          at: now,
          key,
        });
        const names = people.map((id) => fit.find((one) => one.id === id)?.displayName ?? '');
        const name = fiveOneNames[part];
        return {
          kind: 'five-ones',
          key: `five-${key}`,
          note: [day ?? '', names.join('、'), text].filter((one) => one !== '').join('；'),
          text: { zh: `写明${name.zh}。`, en: `Said: ${name.en.toLowerCase()}.` },
        };
      }),
    async choice(incidentId, viewer) {
      const incident = await seen(records.read, incidentId, viewer);
      const fit = (await incidents.people(records.read)).filter(fitFor(incident));
      return { items: fit.map(({ id, displayName, office, role }) => ({ id, displayName, office, role })) };
    },
  };
}

/** Plans that were followed before a rise asked for another, with when that was. */
function earlierPlans(frozen: readonly FrozenPlan[], current: string): IncidentPlan['earlier'] {
  const ordered = frozen.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return ordered.flatMap((one, at) => {
    const next = ordered[at + 1];
    return next === undefined || next.code === one.code || one.code === current
      ? []
      : [{ code: one.code, name: one.body.name, until: next.at.toISOString() }];
  });
}

interface TickRefusal {
  readonly kind: 'conflict' | 'invalid' | 'not-found';
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Why a step cannot be ticked off or taken back now; null where it can. */
export function tickRefusal(
  plan: FrozenPlan | null,
  ticks: readonly PlanTick[],
  { plan: code, step, done, note }: Pick<PlanTickRequest, 'plan' | 'step' | 'done' | 'note'>,
): TickRefusal | null {
  const no = (kind: TickRefusal['kind'], named: string, zh: string, en: string): TickRefusal => ({
    kind,
    code: named,
    zh,
    en,
  });
  if (plan === null) {
    return no('conflict', 'plan-not-begun', '响应尚未开始。', 'The response has not begun.');
  }
  if (plan.code !== code) {
    return no(
      'conflict',
      'plan-changed',
      '事件已改用另一预案，请刷新。',
      'The incident follows another plan now. Load it again.',
    );
  }
  const found = plan.body.steps.find((one) => one.code === step);
  if (found === undefined) {
    return no('not-found', 'plan-step-unknown', '预案没有这一步。', 'The plan has no such step.');
  }
  if (doneSteps(ticks, code).has(step) === done) {
    return done
      ? no('conflict', 'plan-step-done', '这一步已经完成。', 'The step is done already.')
      : no('conflict', 'plan-step-open', '这一步尚未完成。', 'The step is not done.');
  }
  if (note.trim() !== '') return null;
  if (!done) return no('invalid', 'reason-needed', '撤回须写明原因。', 'Say why it is taken back.');
  return found.evidence === 'note'
    ? no('invalid', 'note-needed', '请写明完成情况。', 'Say what was done.')
    : null;
}
