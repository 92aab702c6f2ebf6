/** Characters that make one shingle, hashes of a signature, and how many of them share a band. */
const shingle = 4;
const hashes = 64;
const rowsPerBand = 4;
/** Share of equal hashes from which two texts are one text sent twice. */
const sameFrom = 0.7;

/** Odd multipliers and offsets of the hash family, drawn once from a fixed seed. */
const family = Array.from({ length: hashes }, (_, at) => ({
  multiplier: (Math.imul(at + 1, 0x9e3779b1) | 1) >>> 0,
  offset: Math.imul(at + 7, 0x85ebca6b) >>> 0,
}));

function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** MinHash signature of a text's shingles; null for a text too short to be compared. */
export function signatureOf(text: string): Uint32Array | null {
  const plain = text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
  if (plain.length < shingle * 2) return null;
  const signature = new Uint32Array(hashes).fill(0xffffffff);
  for (let from = 0; from + shingle <= plain.length; from++) {
    const hash = hashOf(plain, from, from + shingle);
    for (const [at, { multiplier, offset }] of family.entries()) {
      const mixed = (Math.imul(hash ^ (hash >>> 15), multiplier) + offset) >>> 0;
      if (mixed < (signature[at] ?? 0)) signature[at] = mixed;
    }
  }
  return signature;
}

function alike(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let at = 0; at < hashes; at++) if (a[at] === b[at]) same++;
  return same / hashes;
}

/**
 * Groups of near-duplicates: positions of texts of which each is nearly the same as another of its group. Found by
 * locality-sensitive hashing, so that not every pair is compared.
 */
export function nearDuplicates(texts: readonly string[]): number[][] {
  const signatures = texts.map(signatureOf);
  const parent = texts.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== undefined && parent[top] !== top) top = parent[top] ?? top;
    parent[at] = top;
    return top;
  };
  for (let band = 0; band < hashes; band += rowsPerBand) {
    const buckets = new Map<string, number[]>();
    for (const [at, signature] of signatures.entries()) {
      if (signature === null) continue;
      const key = signature.subarray(band, band + rowsPerBand).join('.');
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [at]);
      else bucket.push(at);
    }
    for (const [first, ...rest] of buckets.values()) {
      if (first === undefined) continue;
      for (const at of rest) {
        const [a, b] = [signatures[first], signatures[at]];
        if (a && b && root(first) !== root(at) && alike(a, b) >= sameFrom) parent[root(at)] = root(first);
      }
    }
  }
  const groups = new Map<number, number[]>();
  for (const at of texts.keys()) groups.set(root(at), [...(groups.get(root(at)) ?? []), at]);
  return [...groups.values()].filter(({ length }) => length > 1);
}
