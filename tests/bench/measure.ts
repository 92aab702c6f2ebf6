/** One side of a comparison. */
export interface Side {
  readonly name: string;
  readonly run: () => Promise<void>;
  /** Put back what the run changed; not timed. */
  readonly reset?: () => Promise<void>;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

const show = (values: readonly number[], unit: string, digits = 0): string =>
  `${median(values).toFixed(digits)}${unit} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

/**
 * Runs both sides in turn, A B A B …, after one uncounted round, and prints each side's median and range and the ratio
 * A/B of the pairs. Ratios of one run may be compared; times of a noisy machine may not.
 */
export async function compare(
  a: Side,
  b: Side,
  options: { readonly rounds: number; readonly goal?: number },
  print: (line: string) => void,
): Promise<number> {
  const times = { a: [] as number[], b: [] as number[] };
  const worked = { a: [] as number[], b: [] as number[] };
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [side, list, work] of [
      [a, times.a, worked.a],
      [b, times.b, worked.b],
    ] as const) {
      await side.reset?.();
      const before = process.cpuUsage();
      const start = performance.now();
      await side.run();
      if (round === 0) continue;
      list.push(performance.now() - start);
      const { user, system } = process.cpuUsage(before);
      work.push((user + system) / 1000);
    }
  }
  const over = (left: readonly number[], right: readonly number[]) =>
    left.map((value, index) => value / (right[index] ?? Number.NaN));
  const ratios = over(times.a, times.b);
  print(`${a.name}: ${show(times.a, ' ms')}`);
  print(`${b.name}: ${show(times.b, ' ms')}`);
  const goal = options.goal === undefined ? '' : `, goal at most ${options.goal}x`;
  print(`ratio: ${show(ratios, 'x', 2)}${goal}, ${options.rounds} rounds`);
  // What others do on the machine moves this far less than the times.
  print(
    `processor time of this process: ${show(worked.a, ' ms')} against ${show(worked.b, ' ms')}, ratio ${show(over(worked.a, worked.b), 'x', 2)}`,
  );
  return median(ratios);
}
