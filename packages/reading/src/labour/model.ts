import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { featuresOf, type Features } from './features.js';

/** The trained model: words and weights only. */
export const LabourModelSchema = z.object({
  bias: z.number(),
  weights: z.record(z.string(), z.number()),
});
export type LabourModel = z.infer<typeof LabourModelSchema>;

/** A word, or a group of the lexicon in brackets, and how far it moved the decision; above 0 towards the class. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
}

export interface LabourVerdict {
  readonly labour: boolean;
  /** 0..1 */
  readonly probability: number;
  /** The words that decided, the strongest first. */
  readonly words: readonly WeightedWord[];
}

const shownWords = 8;
const threshold = 0.5;

function shownName(name: string): string {
  return name.startsWith('#') ? `[${name.slice(1)}]` : name.startsWith('^') ? `[${name.slice(1)}·首]` : name;
}

const tables = new WeakMap<LabourModel, ReadonlyMap<string, number>>();

/** A model's weights as a map: asking an object of thousands of keys for words that it does not hold is slow. */
function tableOf(model: LabourModel): ReadonlyMap<string, number> {
  const known = tables.get(model);
  if (known !== undefined) return known;
  const table = new Map(Object.entries(model.weights));
  tables.set(model, table);
  return table;
}

/** Judges features by a model. */
export function judge(model: LabourModel, features: Features): LabourVerdict {
  const weights = tableOf(model);
  let score = model.bias;
  const parts: WeightedWord[] = [];
  for (const [name, value] of features) {
    const known = weights.get(name);
    if (known === undefined) continue;
    const weight = known * value;
    score += weight;
    if (Math.abs(weight) >= 0.01)
      parts.push({ word: shownName(name), weight: Math.round(weight * 100) / 100 });
  }
  const probability = 1 / (1 + Math.exp(-score));
  return {
    labour: probability >= threshold,
    probability,
    words: parts.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, shownWords),
  };
}

/** A model as it is stored: one word a line, so that a change of it can be read. */
export function modelText(model: LabourModel): string {
  return `${JSON.stringify(model, null, 1)}\n`;
}

let shipped: LabourModel | null = null;

/** The model that ships with the program. */
export function shippedModel(): LabourModel {
  shipped ??= LabourModelSchema.parse(
    JSON.parse(readFileSync(new URL('../../data/labour-model.json', import.meta.url), 'utf8')),
  );
  return shipped;
}

/** Whether a text belongs to the official class 劳动和社会保障, and the words that say so. */
export function judgeLabour(text: string): LabourVerdict {
  return judge(shippedModel(), featuresOf(text));
}
