import { leanOf, lexicon } from './lexicon.js';
import type { Features } from './features.js';
import type { LabourModel } from './model.js';

/** A text whose class is known; `weight` is how much it counts. */
export interface Example {
  readonly features: Features;
  readonly labour: boolean;
  readonly weight: number;
}

export interface TrainingOptions {
  /** Pull of each word's weight towards nothing, and of each group's towards its lean. */
  readonly wordPull: number;
  readonly groupPull: number;
  /** A word in fewer texts than this is not learnt. */
  readonly leastTexts: number;
  readonly rounds: number;
}

export const defaultTraining: TrainingOptions = { wordPull: 0.5, groupPull: 0.3, leastTexts: 3, rounds: 200 };

const isGroup = (name: string) => name.startsWith('#') || name.startsWith('^');

/** Names worth a weight, in an order that is the same at every training. Groups count even where no text shows them. */
function vocabularyOf(examples: readonly Example[], leastTexts: number): string[] {
  const texts = new Map<string, number>();
  for (const { features } of examples)
    for (const name of features.keys()) texts.set(name, (texts.get(name) ?? 0) + 1);
  const words = [...texts].filter(([name, count]) => !isGroup(name) && count >= leastTexts);
  const groups = lexicon.flatMap(({ name }) => [`#${name}`, `^${name}`]);
  return [...words.map(([name]) => name), ...groups].toSorted();
}

/**
 * Logistic regression with a normal prior: words start at no meaning, groups of the lexicon at their lean. Full-batch
 * gradient steps from a fixed start, so that the same examples give the same model.
 */
export function trainLabour(
  examples: readonly Example[],
  options: TrainingOptions = defaultTraining,
): LabourModel {
  const names = vocabularyOf(examples, options.leastTexts);
  const index = new Map(names.map((name, at) => [name, at]));
  const prior = Float64Array.from(names, (name) =>
    isGroup(name) ? leanOf(name.slice(1)) * (name.startsWith('^') ? 0.8 : 1) : 0,
  );
  const pull = Float64Array.from(names, (name) => (isGroup(name) ? options.groupPull : options.wordPull));
  const rows = examples.map(({ features, labour, weight }) => {
    const known = [...features].flatMap(([name, value]) => {
      const at = index.get(name);
      return at === undefined ? [] : [[at, value] as const];
    });
    return { at: known.map(([at]) => at), value: known.map(([, value]) => value), labour, weight };
  });
  const weights = Float64Array.from(prior);
  const momentum = new Float64Array(names.length);
  const scale = new Float64Array(names.length).fill(1e-6);
  let bias = -1.5;
  let biasScale = 1e-6;
  for (let round = 0; round < options.rounds; round++) {
    const gradient = new Float64Array(names.length);
    let biasGradient = 0;
    for (const row of rows) {
      let score = bias;
      row.at.forEach((at, k) => (score += (weights[at] ?? 0) * (row.value[k] ?? 0)));
      const error = row.weight * (1 / (1 + Math.exp(-score)) - (row.labour ? 1 : 0));
      row.at.forEach((at, k) => (gradient[at] = (gradient[at] ?? 0) + error * (row.value[k] ?? 0)));
      biasGradient += error;
    }
    for (let at = 0; at < names.length; at++) {
      const slope = (gradient[at] ?? 0) + (pull[at] ?? 0) * ((weights[at] ?? 0) - (prior[at] ?? 0));
      scale[at] = (scale[at] ?? 0) + slope * slope;
      momentum[at] = 0.5 * (momentum[at] ?? 0) + slope / Math.sqrt(scale[at] ?? 1);
      weights[at] = (weights[at] ?? 0) - 0.2 * (momentum[at] ?? 0);
    }
    biasScale += biasGradient * biasGradient;
    bias -= (0.2 * biasGradient) / Math.sqrt(biasScale);
  }
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    bias: rounded(bias),
    weights: Object.fromEntries(
      names.flatMap((name, at) => {
        const weight = rounded(weights[at] ?? 0);
        return weight === 0 ? [] : [[name, weight]];
      }),
    ),
  };
}
