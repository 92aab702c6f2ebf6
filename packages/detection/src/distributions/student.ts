import { incompleteBeta } from './incomplete.js';

/** Chance that |T| is at least |t| for Student's t with `degrees` > 0 of freedom; 1 at t = 0. */
export function studentTwoSided(t: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`the degrees of freedom must be above 0, got ${degrees}`);
  if (Math.abs(t) === Infinity) return 0;
  const square = t * t;
  const all = degrees + square;
  return incompleteBeta(degrees / 2, 0.5, degrees / all, square / all);
}

/** Chance that Student's t with `degrees` of freedom exceeds t. */
export function studentUpperTail(t: number, degrees: number): number {
  const half = studentTwoSided(t, degrees) / 2;
  return t < 0 ? 1 - half : half;
}
