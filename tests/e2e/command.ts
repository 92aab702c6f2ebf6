import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** Runs `miaotou` as a person would, beside whatever runs on the data directory. */
export function miaotou(dataDir: string, args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['apps/cli/dist/main.js', ...args], {
      cwd: root,
      env: { ...process.env, MIAOTOU_DATA_DIR: dataDir },
      stdio: 'pipe',
    });
    let out = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', fail);
    child.once('close', (code) => done({ code, out, said }));
    child.stdin.end(input);
  });
}
