/** Where the points of a baseline lie, seen from the judged period, and to which seasonal group each belongs. */
export interface BaselineTemplate {
  /** Periods before the judged one, as negative numbers, rising. */
  readonly offset: Int32Array;
  /** 0-based; the last group is that of the reference windows, in which the judged period lies. */
  readonly group: Int32Array;
}

export interface BaselineShape {
  readonly w: number;
  readonly noPeriods: number;
  readonly pastWeeksNotIncluded: number;
}

/**
 * Baseline of the flexible method for a judged period: windows of w periods around each reference, and the year between two of
 * them cut in noPeriods − 1 groups, the first ones longer by the rest. `references` are the same period of past years, newest
 * first, as negative distances from the judged one. Null where a year is too short for its groups.
 */
function cutBaseline(
  references: readonly number[],
  { w, noPeriods, pastWeeksNotIncluded }: BaselineShape,
): BaselineTemplate | null {
  const first = (references.at(-1) ?? 0) - w;
  const groups = new Int32Array(1 - first).fill(-1);
  const set = (from: number, to: number, group: number): void => {
    for (let at = Math.max(from, first); at <= to && at <= 0; at += 1) groups[at - first] = group;
  };
  set(-w, 0, noPeriods - 1);
  let later = 0;
  for (const reference of references) {
    set(reference - w, reference + w, noPeriods - 1);
    if (noPeriods > 1) {
      const between = later - 2 * w - 1 - reference;
      if (between < noPeriods - 1) return null;
      const length = Math.floor(between / (noPeriods - 1));
      const longer = between % (noPeriods - 1);
      let from = reference + w + 1;
      for (let group = 0; group < noPeriods - 1; group += 1) {
        const periods = length + (group < longer ? 1 : 0);
        set(from, from + periods - 1, group);
        from += periods;
      }
    }
    later = reference;
  }
  set(-pastWeeksNotIncluded, 0, -1);
  const within = Array.from(groups.keys()).filter((at) => (groups[at] ?? -1) >= 0);
  return {
    offset: Int32Array.from(within, (at) => at + first),
    group: Int32Array.from(within, (at) => groups[at] ?? 0),
  };
}

/** Years are of few lengths, and a night's series share their controls: this many templates are kept. */
const KEPT = 64;
const kept = new Map<string, BaselineTemplate | null>();

/** As `cutBaseline`, cut once for all series that have the same distances and controls. */
export function baselineTemplate(
  references: readonly number[],
  shape: BaselineShape,
): BaselineTemplate | null {
  const key = `${references.join()} ${shape.w} ${shape.noPeriods} ${shape.pastWeeksNotIncluded}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const template = cutBaseline(references, shape);
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, template);
  return template;
}
