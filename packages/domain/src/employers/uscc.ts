/** Characters of a unified social credit code 统一社会信用代码 in value order (GB 32100): no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const BODY_LENGTH = 17;
const MODULUS = ALPHABET.length;

export type UsccFault = 'length' | 'alphabet' | 'check-digit';
export type UsccResult =
  { readonly ok: true; readonly uscc: string } | { readonly ok: false; readonly reason: UsccFault };

/** Half-width upper case without spaces, dashes and invisible characters. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}\u2212]/gu, '')
    .toUpperCase();
}

/** The 18th character that belongs to 17 others (GB 32100, weights 3^i mod 31). Throws RangeError for other text. */
export function usccCheckDigit(first17: string): string {
  if (first17.length !== BODY_LENGTH) {
    throw new RangeError(`a check digit needs ${BODY_LENGTH} characters, got ${first17.length}`);
  }
  let weight = 1;
  let sum = 0;
  for (const char of first17) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) throw new RangeError(`'${char}' is not in the code's alphabet`);
    sum += value * weight;
    weight = (weight * 3) % MODULUS;
  }
  return ALPHABET.charAt((MODULUS - (sum % MODULUS)) % MODULUS);
}

/** Reads a unified social credit code as people write it; the result is the 18 canonical characters. */
export function parseUscc(text: string): UsccResult {
  const uscc = tidy(text);
  if (uscc.length !== BODY_LENGTH + 1) return { ok: false, reason: 'length' };
  for (const char of uscc) if (!ALPHABET.includes(char)) return { ok: false, reason: 'alphabet' };
  if (usccCheckDigit(uscc.slice(0, BODY_LENGTH)) !== uscc.charAt(BODY_LENGTH)) {
    return { ok: false, reason: 'check-digit' };
  }
  return { ok: true, uscc };
}

/** Like parseUscc, but reads a typed letter O as 0 and I as 1 when the check digit then proves it right. */
export function repairUscc(text: string): UsccResult {
  const asWritten = parseUscc(text);
  if (asWritten.ok || asWritten.reason !== 'alphabet') return asWritten;
  const repaired = parseUscc(tidy(text).replaceAll('O', '0').replaceAll('I', '1'));
  return repaired.ok ? repaired : asWritten;
}

/** Weights of the 18 places: a code is right when its weighted values add up to a multiple of the modulus. */
const weights: readonly number[] = [...Array.from({ length: BODY_LENGTH }, (_, at) => 3 ** at % MODULUS), 1];

/**
 * Codes that one slip of the pen turns into the written text: one character changed, or two neighbours swapped. At most
 * 35, since the check character leaves one way to mend each place. Empty for text of another length or alphabet.
 */
export function nearUsccs(text: string): readonly string[] {
  const written = tidy(text).replaceAll('O', '0').replaceAll('I', '1');
  if (written.length !== weights.length) return [];
  const values = weights.map((_, at) => ALPHABET.indexOf(written.charAt(at)));
  const strange = values.flatMap((value, at) => (value < 0 ? [at] : []));
  if (strange.length > 1) return [];
  const worth = (at: number): number => Math.max(values[at] ?? 0, 0);
  const sum = weights.reduce((all, weight, at) => all + weight * worth(at), 0);
  const found = new Set<string>();
  weights.forEach((weight, at) => {
    const [before, after] = [written.slice(0, at), written.slice(at + 1)];
    if (strange.length === 0 || strange[0] === at) {
      const rest = sum - weight * worth(at);
      for (let value = 0; value < MODULUS; value += 1)
        if ((rest + weight * value) % MODULUS === 0) found.add(before + ALPHABET.charAt(value) + after);
    }
    const next = weights[at + 1];
    if (next === undefined || strange.length > 0) return;
    const swapped = sum + (worth(at + 1) - worth(at)) * (weight - next);
    if (swapped % MODULUS === 0)
      found.add(before + written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2));
  });
  found.delete(written);
  return [...found];
}
