import { addDays, addMonths, monthStart, type Day } from '@miaotou/domain';
import { type Employer, type Happenings, type Incident, type Random } from '../ground/index.js';
import type { Plot } from './plot.js';
import { plots } from './plots.js';

/** Months before the newest delivered month at which each kind of story is told, newest first. */
const ages = [0, 9, 20] as const;
/** The longest story reaches back so many months. */
const longest = 10;

interface Cast {
  readonly plot: Plot;
  readonly age: number;
  readonly employer: Employer;
}

export interface PlantingGround {
  readonly months: readonly Day[];
  readonly until: Day;
  /** Newest month whose monthly figures the departments have delivered. */
  readonly newestMonth: Day;
}

/** Gives every story an employer of its own, the best fitting that is still free. */
export function castEmployers(
  random: Random,
  employers: readonly Employer[],
  ground: PlantingGround,
): Cast[] {
  const free = new Set(employers);
  const newest = ground.months.indexOf(ground.newestMonth);
  return ages
    .filter((age) => age === 0 || newest - age >= longest)
    .flatMap((age) =>
      plots.map((plot): Cast => {
        const fitting = [...free].filter(plot.fits);
        const employer =
          fitting.length > 0
            ? random.pick(fitting)
            : [...free].reduce((a, b) => (b.headcount > a.headcount ? b : a));
        free.delete(employer);
        return { plot, age, employer };
      }),
    );
}

/** Tells all stories. Those of age 0 are at their height on the day before `until`. */
export function plantIncidents(
  random: Random,
  casts: readonly Cast[],
  ground: PlantingGround,
  happenings: Happenings,
): Incident[] {
  return casts.map(({ plot, age, employer }) => {
    const own = random.fork(`${plot.kind}/${age}`);
    const month = addMonths(ground.newestMonth, -age);
    const monthIndex = ground.months.indexOf(month);
    const at = age === 0 ? addDays(ground.until, -1) : addDays(addMonths(month, 1), own.int(1, 9));
    const { from, to, expected } = plot.tell({ employer, at, month, monthIndex, random: own, happenings });
    return {
      id: `${plot.kind}-${age === 0 ? 'now' : monthStart(at).slice(0, 7)}`,
      kind: plot.kind,
      name: plot.name,
      employer: { uscc: employer.uscc, name: employer.name },
      town: employer.town,
      from,
      to,
      expected,
    };
  });
}
