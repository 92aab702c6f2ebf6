import type { Product } from '@miaotou/assembly';
import type { Config, Logger } from '@miaotou/runtime';

/** What a command needs from the program around it. */
export interface Surroundings {
  readonly now: () => Date;
  /** A line of the result, on standard output. */
  readonly print: (line: string) => void;
  /** A message for the person at the keyboard, on standard error. */
  readonly note: (line: string) => void;
  readonly logger: Logger;
  /** The environment's configuration; throws ConfigError when it cannot be used. */
  readonly config: () => Config;
  /** Runs `work` on the product, beside a running program or alone, and lets go of it afterwards. */
  readonly withProduct: <T>(work: (product: Product, signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** The command found the fault it was asked to look for: it ends with 1. */
  readonly foundFault: () => void;
}
