import { z } from 'zod';

const KeptSchema = z.object({ text: z.string(), reason: z.string() });

/** What was typed and not saved yet. */
export type KeptText = z.infer<typeof KeptSchema>;

const keyOf = (place: string) => `miaotou.rule.${place}`;

/** What was typed at a place and never saved, as this browser remembers it. */
export function keptText(place: string): KeptText | null {
  const found = globalThis.localStorage.getItem(keyOf(place));
  if (found === null) return null;
  try {
    return KeptSchema.safeParse(JSON.parse(found)).data ?? null;
  } catch {
    return null;
  }
}

/** Remembers what is being typed, so that a closed tab loses nothing. */
export function keepText(place: string, kept: KeptText | null): void {
  if (kept === null) globalThis.localStorage.removeItem(keyOf(place));
  else globalThis.localStorage.setItem(keyOf(place), JSON.stringify(kept));
}
