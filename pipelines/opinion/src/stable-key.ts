import { createHash } from 'node:crypto';

/** A short key of texts that has the same value for ever: 24 hexadecimal digits of their SHA-256. */
export function stableKey(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
