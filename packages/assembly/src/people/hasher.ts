import type { PasswordHasher } from '@miaotou/engine';
import { hash, verify } from '@node-rs/argon2';

/**
 * Argon2id with 19 MiB, two passes and one lane: OWASP's first recommendation for this memory. About 60 ms a check on
 * the machines the product is made for, so a sign-in storm costs little memory and a stolen table much time.
 */
/** Argon2id in the library's list, whose constant enum cannot be imported under isolated modules. */
const argon2id = 2;
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const argon2Hasher: PasswordHasher = {
  hash: (password) => hash(password, parameters),
  verify: (stored, password) => verify(stored, password),
};
