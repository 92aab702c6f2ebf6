interface CountRule {
  readonly whole: boolean;
}

function demandCount(value: number, where: string, { whole }: CountRule): void {
  if (Number.isFinite(value) && value >= 0 && (!whole || Number.isInteger(value))) return;
  throw new RangeError(`${where}: a ${whole ? 'whole ' : ''}number of at least 0 is needed, got ${value}`);
}

/** Throws RangeError naming the place whose value is no count, or where values are too few or too many. */
export function demandCounts(values: readonly number[], places: number, name: string, rule: CountRule): void {
  if (values.length !== places) {
    throw new RangeError(`${name}: ${places} values are needed, one for each place, got ${values.length}`);
  }
  values.forEach((value, place) => demandCount(value, `${name} of place ${place}`, rule));
}

/** Throws RangeError naming the place and the period whose value is no count; gives how many periods there are. */
export function demandGrid(
  rows: readonly (readonly number[])[],
  places: number,
  name: string,
  rule: CountRule,
): number {
  const periods = rows[0]?.length ?? 0;
  if (rows.length !== places) {
    throw new RangeError(`${name}: ${places} rows are needed, one for each place, got ${rows.length}`);
  }
  rows.forEach((row, place) => {
    if (row.length !== periods) {
      throw new RangeError(`${name} of place ${place}: ${periods} periods are needed, got ${row.length}`);
    }
    row.forEach((value, period) => demandCount(value, `${name} of place ${place} in period ${period}`, rule));
  });
  return periods;
}

/** Throws RangeError unless `value` is a whole number of at least `least`. */
export function demandWhole(value: number, least: number, name: string): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name}: a whole number of at least ${least} is needed, got ${value}`);
}
