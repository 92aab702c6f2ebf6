/** A source of numbers that gives the same ones for the same seed, so that a file that breaks something comes back. */
export interface Random {
  /** Whole number from 0 to below `limit`. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
}

export function randomOf(seed: number): Random {
  let state = (seed + 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
}

/** Bytes as they come off a bad line, disk or program: changed, cut, doubled, moved, zeroed, with foreign ones between. */
export function damaged(bytes: Buffer, random: Random): Buffer {
  let result = Buffer.from(bytes);
  for (let blows = 1 + random.below(4); blows > 0; blows -= 1) {
    const at = random.below(Math.max(1, result.length));
    const length = 1 + random.below(40);
    const before = result.subarray(0, at);
    const after = result.subarray(at);
    switch (random.below(8)) {
      case 0:
      case 1:
        if (result.length > 0) result[at] = random.below(256);
        break;
      case 2:
        if (result.length > 0) result[at] = (result[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 3:
        result = Buffer.concat([before, after.subarray(length)]);
        break;
      case 4:
        result = Buffer.concat([before, after.subarray(0, length), after]);
        break;
      case 5:
        result = Buffer.from(before);
        break;
      case 6:
        result.fill(0, at, Math.min(result.length, at + (length >> 2)));
        break;
      default:
        result = Buffer.concat([before, Buffer.from(random.pick(foreign)), after]);
    }
  }
  return result;
}

/** Characters that readers stumble over: controls, turns of writing direction, quotes, ends of lines and of tags. */
export const foreign = [
  '\u0007',
  '\u001A',
  '\uFEFF',
  '\u202E',
  '\u2066',
  '\u200B',
  '"',
  '""',
  '\r',
  '\n',
  '\r\n',
  ',',
  ';',
  '\t',
  '&',
  '&amp;',
  '<',
  ']]>',
  '<v>1</v>',
  '</c>',
  '\uD83D',
  '𠮷',
] as const;
