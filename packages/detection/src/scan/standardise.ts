/** People counted at a moment, given as a day number; days may be fractional and count from anywhere. */
export interface Census {
  readonly day: number;
  readonly people: number;
}

/** Sum of the people over the days up to `day` since the first census, which may lie later. */
function peopleDaysUntil(censuses: readonly Census[], day: number): number {
  const [first] = censuses;
  if (first === undefined) return 0;
  if (day <= first.day) return (day - first.day) * first.people;
  let sum = 0;
  let before = first;
  for (const next of censuses.slice(1)) {
    const end = Math.min(day, next.day);
    const slope = (next.people - before.people) / (next.day - before.day);
    const days = end - before.day;
    sum += days * (before.people + (slope * days) / 2);
    if (day <= next.day) return sum;
    before = next;
  }
  return sum + (day - before.day) * before.people;
}

/**
 * People-days between each bound and the next: straight lines between the censuses, and as many people as at the
 * nearest one before the first and after the last. Censuses and bounds must rise, people be at least 0; RangeError else.
 */
export function personTime(censuses: readonly Census[], bounds: readonly number[]): readonly number[] {
  censuses.forEach(({ day, people }, at) => {
    const before = censuses[at - 1]?.day ?? -Infinity;
    if (!(day > before)) throw new RangeError(`census ${at} does not follow the one before`);
    if (!(people >= 0 && people < Infinity)) throw new RangeError(`census ${at} has no people: ${people}`);
  });
  const until = bounds.map((bound, at) => {
    if (!(bound > (bounds[at - 1] ?? -Infinity))) {
      throw new RangeError(`bound ${at} does not follow the one before`);
    }
    return peopleDaysUntil(censuses, bound);
  });
  return until.slice(1).map((value, at) => value - (until[at] ?? 0));
}

/** People of one age and sex, or another group with a rate of its own. */
export interface Stratum {
  /** Cases of the whole study in this group. */
  readonly cases: number;
  /** Person-time of the group by place and period. */
  readonly personTime: readonly (readonly number[])[];
}

/**
 * Cases that each place and period lets expect if every group had its rate of the whole study everywhere (indirect
 * standardisation). Throws RangeError for a group with cases and without people.
 */
export function indirectlyStandardised(strata: readonly Stratum[]): readonly (readonly number[])[] {
  const expected: number[][] = [];
  strata.forEach((stratum, at) => {
    const people = stratum.personTime.reduce((sum, row) => row.reduce((part, each) => part + each, sum), 0);
    if (stratum.cases > 0 && !(people > 0)) throw new RangeError(`group ${at} has cases and no people`);
    const rate = people > 0 ? stratum.cases / people : 0;
    stratum.personTime.forEach((row, place) => {
      const sums = (expected[place] ??= row.map(() => 0));
      row.forEach((each, period) => {
        sums[period] = (sums[period] ?? 0) + rate * each;
      });
    });
  });
  return expected;
}
