#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Threads for the embedded engine's queries and for files; the pool's size is fixed before any of our code runs. */
const threads = '16';

if (process.env['UV_THREADPOOL_SIZE'] === undefined) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: threads },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 3) : 3;
  });
} else {
  const { run } = await import('./program/run.js');
  process.exitCode = await run(process.argv.slice(2), process.env);
}
