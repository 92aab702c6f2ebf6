/** Days that the judgement of one day looks at. */
const looked = 12;
const baseline = 7;

const x = (back: number): string => `x${back}`;
/** The seven days before the day `back` days ago, with so many days left out between. */
function window(back: number, guard: number): string[] {
  return Array.from({ length: baseline }, (_, index) => x(back + guard + 1 + index));
}
const mean = (days: readonly string[]): string => `(${days.join(' + ')}) / ${baseline}`;

/** Standard deviation about a mean, not below the floor. The sum of squared distances, as counted by hand. */
function sigma(days: readonly string[], its: string): string {
  const squares = days.map((day) => `pow(${day} - ${its}, 2)`).join(' + ');
  return `greatest(sqrt((${squares}) / ${baseline - 1}), {minSigma:Float64})`;
}

/** One statement of named values, each of which may use those before it. */
const columns = [
  ...[0, 1, 2].flatMap((back) => [
    [`m2_${back}`, mean(window(back, 2))],
    [`s2_${back}`, sigma(window(back, 2), `m2_${back}`)],
  ]),
  ['m1', mean(window(0, 0))],
  ['s1', sigma(window(0, 0), 'm1')],
  ...[1, 2].flatMap((back) => [
    [`e${back}`, `(${x(back)} - m2_${back}) / s2_${back} - 1`],
    [`c${back}`, `if(isNaN(e${back}), nan, greatest(0, e${back}))`],
  ]),
  ['raw3', `x0 + s2_0 * ({z3:Float64} - c1 - c2)`],
] as const;

const known = (value: string): string => `if(isNaN(${value}), NULL, ${value})`;

/**
 * EARS C1, C2 and C3 (Hutwagner et al. 2003) of one day of all series of a table (series, day, count): one row per series
 * with the three bounds, and of C2 the expected count. Absent days count none; a day that `isUnknown` names, or whose
 * count is no number, leaves every bound that rests on it null. `key` are the columns that name a series.
 */
export function earsSql(options: {
  readonly table: string;
  readonly key: readonly string[];
  readonly day: string;
  readonly count: string;
  /** SQL condition on the key and `back`, the days before today. */
  readonly isUnknown?: (back: number) => string;
  /** Which series are judged at all, on the columns x0 to x11. */
  readonly having?: string;
}): string {
  const { table, key, day, count, isUnknown, having } = options;
  const keys = key.join(', ');
  const counts = Array.from({ length: looked }, (_, back) => {
    const sum = `sumIf(${count}, ${day} = subtractDays({today:Date}, ${back}))`;
    const value = isUnknown === undefined ? sum : `if(${isUnknown(back)}, nan, ${sum})`;
    return `${value} AS ${x(back)}`;
  });
  return `SELECT ${keys}, ${Array.from({ length: looked }, (_, back) => x(back)).join(', ')},
  ${columns.map(([name, sql]) => `${sql} AS ${name}`).join(',\n  ')},
  ${known('m2_0')} AS expected, ${known('s2_0')} AS spread,
  ${known('m1 + {z12:Float64} * s1')} AS bound1, ${known('m2_0 + {z12:Float64} * s2_0')} AS bound2,
  if(isNaN(raw3), NULL, greatest(0, raw3)) AS bound3
FROM (
  SELECT ${keys}, ${counts.join(',\n    ')}
  FROM ${table} WHERE ${day} > subtractDays({today:Date}, ${looked}) AND ${day} <= {today:Date}
  GROUP BY ${keys}${having === undefined ? '' : ` HAVING ${having}`}
)`;
}

/** Values of x0 to x11, the oldest first. */
export const recentDays = `[${Array.from({ length: looked }, (_, index) => x(looked - 1 - index)).join(', ')}]`;
