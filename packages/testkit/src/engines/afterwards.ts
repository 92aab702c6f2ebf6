import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let cleaner: ChildProcess | null = null;

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Has `command` run by a shell once this process is gone, however it went: the shell waits for the end of its input.
 * Test runners end their workers without asking, so nothing inside the worker can be relied on to clean up.
 */
export function afterwards(command: string): void {
  if (cleaner === null) {
    cleaner = spawn('sh', ['-c', 'todo=$(cat); eval "$todo"'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    cleaner.unref();
    if (cleaner.stdin !== null && 'unref' in cleaner.stdin && typeof cleaner.stdin.unref === 'function') {
      cleaner.stdin.unref();
    }
  }
  cleaner.stdin?.write(`${command}\n`);
}

/** Has a process ended, and waited for, once this one is gone. */
export function endAfterwards(pid: number, signal: string): void {
  afterwards(
    `kill -${signal} ${pid}; n=0; while kill -0 ${pid} && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done`,
  );
}

/** A new empty folder that is removed once this process is gone. */
export async function temporaryFolder(name = 'test'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mt-${name}-`));
  afterwards(`rm -rf ${quoted(folder)}`);
  return folder;
}
