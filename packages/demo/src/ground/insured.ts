import type { Employer, Happenings } from './model.js';
import type { Random } from './random.js';

/** Insured persons of one employer over the months: steady, with a rare hiring or leaving, never a sudden loss. */
function steadySeries(random: Random, employer: Employer, months: number): Uint16Array {
  const series = new Uint16Array(months);
  let insured = Math.max(2, Math.round(employer.headcount * 0.85));
  for (let month = 0; month < months; month += 1) {
    const step = Math.max(1, Math.floor(insured * 0.02));
    if (insured >= 40 && random.chance(0.2)) insured += random.chance(0.56) ? step : -step;
    else if (insured < 40 && random.chance(0.02)) insured += 1;
    else if (insured >= 20 && random.chance(0.01)) insured -= 1;
    series[month] = insured;
  }
  return series;
}

/** Fills the insured persons and the separations of every employer. */
export function fillInsured(
  random: Random,
  employers: readonly Employer[],
  months: number,
  happenings: Happenings,
): void {
  for (const employer of employers) {
    const insured = steadySeries(random, employer, months);
    const separations = new Uint16Array(months);
    for (let month = 0; month < months; month += 1) {
      // Below 5 % a month: nobody would call that a layoff.
      const most = Math.floor((insured[month] ?? 0) * 0.03);
      separations[month] = most === 0 ? 0 : random.int(0, most);
    }
    happenings.insured.push(insured);
    happenings.separations.push(separations);
  }
}

/** Lets insured persons fall by a share in one month and stay there; those who left count as separations. */
export function dropInsured(
  happenings: Happenings,
  employer: Employer,
  month: number,
  share: number,
): { readonly before: number; readonly after: number } {
  const insured = happenings.insured[employer.index];
  const separations = happenings.separations[employer.index];
  const before = insured?.[month - 1] ?? 0;
  const after = Math.max(1, Math.round(before * (1 - share)));
  if (insured !== undefined) insured.fill(after, month);
  if (separations !== undefined) {
    separations.fill(0, month);
    separations[month] = before - after;
  }
  return { before, after };
}
