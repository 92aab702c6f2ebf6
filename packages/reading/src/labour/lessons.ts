import { featuresOf, type Features } from './features.js';
import { judge } from './model.js';
import { defaultTraining, trainLabour, type Example, type TrainingOptions } from './train.js';
import type { LabourModel } from './model.js';

/** A message whose official class is known. */
export interface LabelledMessage {
  readonly title: string;
  readonly content: string;
  readonly labour: boolean;
}

/** A leaf of the official classes by its names. */
export interface ClassLeaf {
  readonly names: readonly string[];
  readonly labour: boolean;
}

/** The class is the smaller one by four to one, and a message of it that is missed costs more than one too many. */
const labourWeight = 2.2;
/** The class's own names teach a little: they are no messages. */
const leafWeight = 0.1;
/** Title, content and both are three views of one message; the content alone is the hardest to tell. */
const viewWeights = [0.7, 1.5, 0.5] as const;

/** One message as it may come: its title alone, its content alone, both. */
export type Views = readonly [title: Features, content: Features, both: Features];

export function viewsOf({ title, content }: Pick<LabelledMessage, 'title' | 'content'>): Views {
  return [featuresOf(title), featuresOf(content), featuresOf(`${title} ${content}`)];
}

interface Lesson {
  readonly views: Views;
  readonly labour: boolean;
}

function examplesOf(lessons: readonly Lesson[], leaves: readonly ClassLeaf[]): Example[] {
  const messages = lessons.flatMap(({ views, labour }) =>
    views.map((features, view) => ({
      features,
      labour,
      weight: (viewWeights[view] ?? 0) * (labour ? labourWeight : 1),
    })),
  );
  const named = leaves.map(({ names, labour }) => ({
    features: featuresOf(names.join(' ')),
    labour,
    weight: leafWeight,
  }));
  return [...messages, ...named];
}

/** Trains the labour model on labelled messages and on the official classes' own names. */
export function learnLabour(
  messages: readonly LabelledMessage[],
  leaves: readonly ClassLeaf[],
  options: TrainingOptions = defaultTraining,
): LabourModel {
  const lessons = messages.map((message) => ({ views: viewsOf(message), labour: message.labour }));
  return trainLabour(examplesOf(lessons, leaves), options);
}

/** Right and wrong verdicts of the labour class. */
export interface Tally {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
}

export function f1Of({ truePositive, falsePositive, falseNegative }: Tally): number {
  return (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative);
}

/** Mean over repetitions of the F1 on messages that the model was not trained on, for each view. */
export interface CrossValidation {
  readonly title: number;
  readonly content: number;
  readonly both: number;
}

/** Numbers 0..1 that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Folds of equal shares of both classes. */
function foldsOf(lessons: readonly Lesson[], folds: number, seed: number): Map<Lesson, number> {
  const random = seeded(seed);
  const fold = new Map<Lesson, number>();
  for (const labour of [true, false]) {
    const drawn = lessons
      .filter((lesson) => lesson.labour === labour)
      .map((lesson) => ({ lesson, at: random() }));
    drawn.toSorted((a, b) => a.at - b.at).forEach(({ lesson }, at) => fold.set(lesson, at % folds));
  }
  return fold;
}

/** Repeated stratified cross-validation. */
export function crossValidate(
  messages: readonly LabelledMessage[],
  leaves: readonly ClassLeaf[],
  { folds, repetitions }: { readonly folds: number; readonly repetitions: number },
): CrossValidation {
  const lessons = messages.map((message) => ({ views: viewsOf(message), labour: message.labour }));
  const sums = [0, 0, 0];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const fold = foldsOf(lessons, folds, repetition);
    const tallies = [0, 1, 2].map(() => ({ truePositive: 0, falsePositive: 0, falseNegative: 0 }));
    for (let held = 0; held < folds; held++) {
      const model = trainLabour(
        examplesOf(
          lessons.filter((lesson) => fold.get(lesson) !== held),
          leaves,
        ),
      );
      for (const lesson of lessons.filter((each) => fold.get(each) === held))
        tallies.forEach((tally, view) => {
          const { labour } = judge(model, lesson.views[view] ?? new Map());
          if (labour && lesson.labour) tally.truePositive++;
          else if (labour) tally.falsePositive++;
          else if (lesson.labour) tally.falseNegative++;
        });
    }
    tallies.forEach((tally, view) => (sums[view] = (sums[view] ?? 0) + f1Of(tally) / repetitions));
  }
  const [title = 0, content = 0, both = 0] = sums;
  return { title, content, both };
}
