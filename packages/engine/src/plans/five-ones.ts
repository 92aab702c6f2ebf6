import type { FiveOneView } from '@miaotou/contracts';
import { fiveOneNames, fiveOnes, startOfDay } from '@miaotou/domain';
import { addDays } from '@miaotou/domain';
import type { FiveOne } from '@miaotou/domain';
import type { Incident, Responder } from '../incidents/index.js';
import type { FrozenPlan, SaidOne } from './plan.js';

/** The newest word on a part, and how often it was said before. */
function newest(
  said: readonly SaidOne[],
  part: FiveOne,
): { readonly one: SaidOne; readonly changes: number } | null {
  const own = said.filter((one) => one.part === part).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const one = own.at(-1);
  return one === undefined ? null : { one, changes: own.length - 1 };
}

/** Parts that nobody has filled in; the risk is told by the incident itself, the plan by having begun. */
export function missingOnes(frozen: readonly FrozenPlan[], said: readonly SaidOne[]): readonly FiveOne[] {
  return fiveOnes.filter((part) => {
    if (part === 'risk') return false;
    return part === 'plan' ? frozen.length === 0 : newest(said, part) === null;
  });
}

/** The five ones of an incident with who said what and when. */
export function fiveOneViews(
  incident: Incident,
  plan: FrozenPlan | null,
  said: readonly SaidOne[],
  people: ReadonlyMap<string, Responder>,
  now: Date,
): FiveOneView[] {
  const nameOf = (id: string) => ({ id, displayName: people.get(id)?.displayName ?? '—' });
  const system = (text: string, at: Date) => ({
    text,
    people: [],
    day: null,
    by: null,
    at: at.toISOString(),
    changes: 0,
  });
  return fiveOnes.map((part) => {
    const found = newest(said, part);
    const base = { part, name: fiveOneNames[part], overdue: false };
    if (found === null) {
      if (part === 'risk') return { ...base, said: system(incident.sentence.zh, incident.openedAt) };
      if (part === 'plan' && plan !== null) {
        return { ...base, said: system(`${plan.code} ${plan.body.name.zh}`, plan.at) };
      }
      return { ...base, said: null };
    }
    const { one, changes } = found;
    const over = one.day !== null && startOfDay(addDays(one.day, 1)) <= now;
    return {
      ...base,
      overdue: over && incident.closedAt === null,
      said: {
        text: one.text,
        people: one.people.map((id) => ({ ...nameOf(id), office: people.get(id)?.office ?? null })),
        day: one.day,
        by: nameOf(one.byId),
        at: one.at.toISOString(),
        changes,
      },
    };
  });
}
