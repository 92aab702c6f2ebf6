import { z } from 'zod';

/** Models that `miaotou scan` knows. */
export const scanKinds = ['spatial-poisson', 'space-time-permutation', 'space-time-poisson'] as const;
export type ScanKind = (typeof scanKinds)[number];

const amount = z.number().min(0);
const count = z.int().min(0);
const ofPlaces = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const byPeriod = <T extends z.ZodType>(item: T) => z.array(z.array(item).readonly()).readonly();

const common = {
  /** Coordinates of a plane, place by place; or else degrees of latitude and longitude. */
  xy: ofPlaces(z.tuple([z.number(), z.number()]).readonly()).exactOptional(),
  lat: ofPlaces(z.number().min(-90).max(90)).exactOptional(),
  lon: ofPlaces(z.number().min(-180).max(180)).exactOptional(),
  earthRadiusKm: z.number().positive().exactOptional(),
  /** Largest radius: in the unit of the plane, or in kilometres on the Earth. */
  rmax: amount.exactOptional(),
  rmax_km: amount.exactOptional(),
  /** Largest share of the population inside a circle. */
  maxPopFraction: z.number().gt(0).max(1).exactOptional(),
  /** Fewest cases of a cluster. */
  minCases: z.int().min(1).exactOptional(),
  replicates: z.int().min(1).max(1_000_000).default(999),
  seed: z.int().default(1),
  /** A cluster's p is told once so many replicates did as well. */
  stopAfter: z.int().min(1).exactOptional(),
  /** Clusters told, the likeliest among them. */
  maxClusters: z.int().min(1).max(100).default(10),
};

const spaceTime = {
  ...common,
  /** Cases by place and day. */
  counts: byPeriod(count),
  maxDays: z.int().min(1),
  /** `prospective` looks only at windows that end with the last day. */
  time: z.enum(['prospective', 'retrospective']).default('prospective'),
  population: ofPlaces(amount).exactOptional(),
};

/** The file that `miaotou scan` reads: one case of the reference files, with its kind. Other keys are not read. */
export const ScanInputSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('spatial-poisson'),
    ...common,
    cases: ofPlaces(amount),
    population: ofPlaces(amount),
    /** What each place lets expect, adjusted for age and sex for example; in proportion to population by default. */
    expected: ofPlaces(amount).exactOptional(),
  }),
  z.object({ kind: z.literal('space-time-permutation'), ...spaceTime }),
  z.object({ kind: z.literal('space-time-poisson'), ...spaceTime, baseline: byPeriod(amount) }),
]);
export type ScanInput = z.infer<typeof ScanInputSchema>;

/** Places in which more happened than elsewhere. */
export const ScanClusterSchema = z.object({
  llr: z.number(),
  /** 1-based, ascending. */
  ids: z.array(z.int().positive()).readonly(),
  cases: z.number(),
  expected: z.number(),
  /** Null where no case lies outside. */
  relativeRisk: z.number().nullable(),
  p: z.number(),
  /** Replicates that p rests on: fewer than asked for where `stopAfter` did as well before. */
  replicates: z.int(),
  centre: z.int().positive(),
  radius: z.number(),
  /** Length in days, with the first and the last day, 1-based; only where time was scanned. */
  days: z.int().positive().exactOptional(),
  from: z.int().positive().exactOptional(),
  to: z.int().positive().exactOptional(),
});
export type ScanCluster = z.infer<typeof ScanClusterSchema>;

/** The file that is written: the likeliest cluster and those that share no place with a likelier one. */
export const ScanOutputSchema = z.object({
  ...ScanClusterSchema.shape,
  /** Null, as all of the likeliest cluster but its ratio of 0 and p of 1, where nowhere were more cases than expected. */
  centre: z.int().positive().nullable(),
  secondary: z.array(ScanClusterSchema).readonly(),
});
export type ScanOutput = z.infer<typeof ScanOutputSchema>;
