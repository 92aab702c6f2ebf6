/** How many cases a sparse series must show before a rise is spoken of. */
export interface MinimumEvidence {
  /** Cases in the judged period itself. */
  readonly now: number;
  /** Cases in the last `periods` periods, the judged one among them. */
  readonly lately: number;
  readonly periods: number;
}

/** For counts of a town or an employer: a second case at once, and at least five in four weeks, as in Farrington 1996. */
export const sparseEvidence: MinimumEvidence = { now: 2, lately: 5, periods: 4 };

export const evidenceVerdicts = ['enough', 'missing', 'too-few-now', 'too-few-lately'] as const;
export type EvidenceVerdict = (typeof evidenceVerdicts)[number];

/** Whether a period and those before it hold enough cases; a gap adds none. RangeError for a rule that cannot be kept. */
export function weighEvidence(
  observed: readonly (number | null)[],
  at: number,
  { now, lately, periods }: MinimumEvidence,
): EvidenceVerdict {
  if (!(now >= 0) || !(lately >= 0) || !Number.isInteger(periods) || periods < 1) {
    throw new RangeError(
      `minimum evidence needs counts and at least one period, got ${now}, ${lately}, ${periods}`,
    );
  }
  const count = observed[at] ?? null;
  if (count === null) return 'missing';
  if (count < now) return 'too-few-now';
  const recent = observed.slice(Math.max(0, at - periods + 1), at + 1);
  return recent.reduce<number>((sum, each) => sum + (each ?? 0), 0) < lately ? 'too-few-lately' : 'enough';
}
