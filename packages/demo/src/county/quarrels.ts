import { addDays, type Day } from '@miaotou/domain';
import {
  type Happenings,
  type Person,
  type Quarrel,
  type Random,
  syntheticPerson,
  matterText,
  spanText,
  timeOn,
  wages,
} from '../ground/index.js';
import type { Scene } from './background.js';

/** Workers whom nobody else in the county happens to be. */
const firstWorker = 60_001;
const months = 1;

interface Turn {
  readonly employer: Quarrel['employer'];
  readonly person: Person;
  readonly on: Day;
  readonly random: Random;
  readonly happenings: Happenings;
}

/** Tells one channel of the quarrel; gives what the channel keeps of it. */
type Channel = (turn: Turn) => object;

function kept<T extends object>(list: T[], happening: T): T {
  list.push(happening);
  return happening;
}

const callHotline: Channel = ({ employer, person, on, random, happenings }) =>
  kept(happenings.hotline, {
    at: timeOn(random, on),
    kind: '投诉',
    person,
    content: '拖欠工资，多次讨要未果，请求协调处理',
    employer,
    townName: employer.townName,
    daysToClose: random.int(2, 18),
  });

const sendClue: Channel = ({ employer, person, on, random, happenings }) =>
  kept(happenings.clues, {
    employer,
    at: timeOn(random, on),
    person,
    span: spanText(random, on, months),
    amount: wages(random, 1, months),
    finding: '属实，已支付',
    daysToClose: random.int(5, 30),
  });

const complainToInspectors: Channel = ({ employer, person, on, random, happenings }) =>
  kept(happenings.inspections, {
    employer,
    on,
    person,
    persons: 1,
    matter: matterText(random, on, months),
    amount: wages(random, 1, months),
    filed: false,
    daysToClose: random.int(8, 55),
  });

const petition: Channel = ({ employer, person, on, happenings }) =>
  kept(happenings.petitions, {
    employer,
    on,
    form: '来访',
    person,
    persons: 1,
    townName: employer.townName,
    content: '反映单位拖欠工资，要求解决',
    visited: '县信访局',
  });

const fileCase: Channel = ({ employer, person, on, random, happenings }) =>
  kept(happenings.cases, {
    employer,
    receivedOn: on,
    acceptedOn: addDays(on, 2),
    applicant: person,
    workers: 1,
    cause: '追索劳动报酬',
    amount: wages(random, 1, months),
    collective: false,
    migrant: true,
    closedOn: addDays(on, 40),
    closeReason: '调解',
    sued: false,
  });

const channels = [callHotline, sendClue, complainToInspectors, petition, fileCase] as const;

/**
 * Workers who take one quarrel to several channels, the first of them to all five. Beside them what only looks alike: the
 * same worker against another employer, and the same two again when the first quarrel is long over.
 */
export function plantQuarrels(
  random: Random,
  { from, until, employers, happenings }: Scene,
  count: number,
): void {
  const span = Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
  for (let n = 0; n < count; n += 1) {
    const person = syntheticPerson(firstWorker + n);
    const [employer, other] = [random.pick(employers), random.pick(employers)];
    const taken = n === 0 ? channels : channels.filter(() => random.chance(0.6));
    let on = addDays(from, random.int(5, Math.max(6, span - 200)));
    const reports: object[] = [];
    for (const tell of taken) {
      if (on < until) reports.push(tell({ employer, person, on, random, happenings }));
      on = addDays(on, random.int(2, 40));
    }
    if (reports.length > 1) happenings.quarrels.push({ employer, reports });
    if (n % 3 === 0 && other !== employer && on < until)
      callHotline({ employer: other, person, on: addDays(on, -1), random, happenings });
    const later = addDays(on, 70);
    if (n % 4 === 0 && later < until) callHotline({ employer, person, on: later, random, happenings });
  }
}
