import { PermanentError } from '@miaotou/engine';
import { ConfigError, DirectoryLockedError } from '@miaotou/runtime';
import { CommanderError } from 'commander';

/** How the command ends: done, a fault found that it was asked to look for, wrong use or input, our own failure. */
export const exitCodes = { done: 0, fault: 1, wrongUse: 2, failure: 3 } as const;

/** What an error means for the one who typed the command; `message` is null where it was told already. */
export function endOf(error: unknown): { readonly code: number; readonly message: string | null } {
  if (error instanceof CommanderError) {
    // Help and version were asked for: nothing went wrong.
    return { code: error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse, message: null };
  }
  if (error instanceof PermanentError) {
    const { zh, en } = error.text;
    const code = error.kind === 'unavailable' ? exitCodes.failure : exitCodes.wrongUse;
    return { code, message: `${zh}\n${en}` };
  }
  if (error instanceof ConfigError || error instanceof DirectoryLockedError) {
    return { code: exitCodes.wrongUse, message: error.message };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: exitCodes.failure, message: `命令没有完成 / The command did not finish: ${detail}` };
}
