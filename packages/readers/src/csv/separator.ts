import { RecordReader } from './records.js';

/** Separators that are told apart, in order of preference. */
export const separators = [',', '\t', ';', '|', '，', '；'] as const;

const sampleRecords = 40;

/** What the head of a text says about its separator. */
export interface SeparatorFound {
  readonly separator: string;
  /** Excel's own first line `sep=;` is no data and is passed over. */
  readonly declared: boolean;
}

/**
 * The separator that cuts the sample into the most even columns. Between two that do, the one that already cuts the
 * header wins: `1,5;2,5` under `a;b` is cut at the semicolon.
 */
export function detectSeparator(sample: string): SeparatorFound {
  const declared = /^sep=(.)\r?\n/.exec(sample)?.[1];
  if (declared !== undefined) return { separator: declared, declared: true };
  let best: { separator: string; even: boolean; first: number; score: number } | null = null;
  for (const separator of separators) {
    const counts = columnCounts(sample, separator);
    const usual = mostFrequent(counts.filter((count) => count > 1));
    if (usual === null) continue;
    const alike = counts.filter((count) => count === usual).length;
    const tried = {
      separator,
      even: alike * 2 >= counts.length,
      first: counts.indexOf(usual),
      score: alike * (usual - 1),
    };
    const better =
      best === null ||
      (tried.even !== best.even
        ? tried.even
        : tried.first !== best.first
          ? tried.first < best.first
          : tried.score > best.score);
    if (better) best = tried;
  }
  return { separator: best?.separator ?? ',', declared: false };
}

function columnCounts(sample: string, separator: string): number[] {
  const reader = new RecordReader(separator, Infinity, {});
  return reader
    .push(`${sample}\n`)
    .slice(0, sampleRecords)
    .map((record) => record.cells.length);
}

function mostFrequent(counts: readonly number[]): number | null {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let best: number | null = null;
  for (const [count, seen] of times)
    if (best === null || seen > (times.get(best) ?? 0) || (seen === times.get(best) && count > best))
      best = count;
  return best;
}
