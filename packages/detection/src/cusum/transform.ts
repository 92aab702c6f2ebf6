import { tabulatedHypergeometric } from './hypergeometric.js';

/** How counts are made comparable with their mean before they are summed. */
export const cusumTransforms = [
  'standard',
  'rossi',
  'anscombe',
  'anscombe2nd',
  'pearsonNegBin',
  'anscombeNegBin',
  'none',
] as const;
export type CusumTransform = (typeof cusumTransforms)[number];

interface Transform {
  readonly standardise: (count: number, mean: number, alpha: number) => number;
  /** The count at which the sum reaches its limit, if it may still grow by `room`; absent where there is no inverse. */
  readonly bound?: (mean: number, room: number, alpha: number) => number;
}

/** A number on the scale of the power 2/3, back on that of counts. */
const fromTwoThirds = (value: number): number => (value < 0 ? 0 : value ** 1.5);

const stabilised = (count: number, alpha: number): number =>
  1.5 * count ** (2 / 3) * tabulatedHypergeometric(-alpha * count);

/** The transforms of the R package surveillance; `rossi` is that of Rossi, Lampugnani and Marchi 1999. */
export const transforms: Readonly<Record<CusumTransform, Transform>> = {
  standard: {
    standardise: (count, mean) => (count - mean) / Math.sqrt(mean),
    bound: (mean, room) => Math.ceil(Math.sqrt(mean) * room + mean),
  },
  rossi: {
    standardise: (count, mean) => (count - 3 * mean + 2 * Math.sqrt(count * mean)) / (2 * Math.sqrt(mean)),
    bound: (mean, room) =>
      2 * room * Math.sqrt(mean) + 5 * mean - 2 * Math.sqrt(4 * mean ** 2 + 2 * mean ** 1.5 * room),
  },
  anscombe: {
    standardise: (count, mean) => (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / mean ** (1 / 6),
    bound: (mean, room) => fromTwoThirds((2 / 3) * mean ** (1 / 6) * room + mean ** (2 / 3)),
  },
  anscombe2nd: {
    standardise: (count, mean) =>
      (count ** (2 / 3) - (mean ** (2 / 3) - mean ** (-1 / 3) / 9)) / ((2 / 3) * mean ** (1 / 6)),
    // The reference inverts with the power 1/3 what it transforms with -1/3; its bound is kept as it is.
    bound: (mean, room) =>
      fromTwoThirds((2 / 3) * mean ** (1 / 6) * room + (mean ** (2 / 3) - mean ** (1 / 3) / 9)),
  },
  pearsonNegBin: {
    standardise: (count, mean, alpha) => (count - mean) / Math.sqrt(mean + alpha * mean ** 2),
    bound: (mean, room, alpha) => Math.sqrt(mean + alpha * mean ** 2) * room + mean,
  },
  anscombeNegBin: {
    standardise: (count, mean, alpha) =>
      (stabilised(count, alpha) - stabilised(mean, alpha)) / (mean + alpha * mean ** 2) ** (1 / 6),
  },
  none: { standardise: (count) => count },
};
