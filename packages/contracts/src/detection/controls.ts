import { z } from 'zod';

const number = z.number().exactOptional();
const flag = z.boolean().exactOptional();

/** A parameter of the reference that means nothing here: it speaks of its way of working, not of the result. */
const unheeded = z.unknown().exactOptional();

/** Null is the reference's way to say that a parameter is not given. */
const given = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null))
        : value,
    z.strictObject({ range: unheeded, ...shape }),
  );

const common = {
  b: number,
  w: number,
  reweight: flag,
  alpha: number,
  trend: flag,
  limit54: z.tuple([z.number(), z.number()]).readonly().exactOptional(),
  powertrans: z.enum(['2/3', '1/2', 'none']).exactOptional(),
  populationOffset: flag,
  verbose: unheeded,
};

const ears = (method: 'C1' | 'C2' | 'C3') =>
  given({ method: z.literal(method).exactOptional(), baseline: number, minSigma: number, alpha: number });

/** Controls of each method, by the reference's own names; a name that the method does not have is refused. */
export const detectControls = {
  'farrington-flexible': given({
    ...common,
    fitFun: z.literal('algo.farrington.fitGLM.flexible').exactOptional(),
    noPeriods: number,
    pastWeeksNotIncluded: number,
    weightsThreshold: number,
    pThresholdTrend: number,
    thresholdMethod: z.enum(['delta', 'nbPlugin', 'muan']).exactOptional(),
    glmWarnings: flag,
  }),
  farrington: given({
    ...common,
    // The two ways of fitting give the same; the third of the reference is `populationOffset` here.
    fitFun: z.enum(['algo.farrington.fitGLM.fast', 'algo.farrington.fitGLM']).exactOptional(),
    plot: unheeded,
  }),
  'ears-c1': ears('C1'),
  'ears-c2': ears('C2'),
  'ears-c3': ears('C3'),
  cusum: given({
    k: number,
    h: number,
    m: z.union([z.number(), z.literal('glm')]).exactOptional(),
    trans: z
      .enum(['standard', 'rossi', 'anscombe', 'anscombe2nd', 'pearsonNegBin', 'anscombeNegBin', 'none'])
      .exactOptional(),
    alpha: number,
  }),
  bayes: given({ b: number, w: number, actY: flag, alpha: number }),
  rki: given({ b: number, w: number, actY: flag }),
  unusual: given({
    alpha: number,
    years: number,
    covariates: z.array(z.array(z.number()).readonly()).readonly().exactOptional(),
    minimumEvidence: z
      .strictObject({ now: z.number(), lately: z.number(), periods: z.number() })
      .exactOptional(),
  }),
} as const;
