import type { Bilingual } from '@miaotou/domain';

/** Letters to change, add, leave out or swap so that one word becomes another. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (older[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    older = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The known word that was most likely meant; null when none is near. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly steps: number } | null = null;
  for (const one of known) {
    const steps = one.toLowerCase() === word.toLowerCase() ? 0 : distance(word, one);
    if (steps <= most && (best === null || steps < best.steps)) best = { word: one, steps };
  }
  return best?.word ?? null;
}

/** What could stand in a word's place: the one that was likely meant, else all, as the end of a sentence. */
export function insteadOf(word: string, known: readonly string[]): Bilingual {
  const meant = nearest(word, known);
  if (meant !== null) return { zh: `；是否应为 ${meant}？`, en: `; did you mean ${meant}?` };
  if (known.length === 0) return { zh: '', en: '' };
  return { zh: `（已有：${known.join('、')}）`, en: ` (there are: ${known.join(', ')})` };
}
