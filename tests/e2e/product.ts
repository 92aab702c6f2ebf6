import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Where a product is found, and the password of its people. */
export interface Reachable {
  readonly url: string;
  readonly password: string;
}

/** The product as `npm start` runs it, on a directory of its own. */
export interface RunningProduct extends Reachable {
  readonly dataDir: string;
  readonly launcher: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Ends it as an operator would; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends it and removes its directory. */
  discard(): Promise<void>;
}

export interface StartOptions {
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly readyWithinMs?: number;
}

export async function startProduct(options: StartOptions = {}): Promise<RunningProduct> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'miaotou-'));
  const port = await freePort();
  const password = 'a-password-for-tests-only';
  const launcher = spawn(process.execPath, ['scripts/start.mjs', ...(options.args ?? [])], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      MIAOTOU_DATA_DIR: dataDir,
      MIAOTOU_DEMO_PASSWORD: password,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  launcher.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  launcher.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = new Promise<number | null>((done) => launcher.once('exit', (code) => done(code)));
  const url = `http://127.0.0.1:${port}`;

  const deadline = Date.now() + (options.readyWithinMs ?? 120_000);
  for (;;) {
    if (launcher.exitCode !== null) throw new Error(`the product ended before it was ready:\n${printed}`);
    const ready = await fetch(`${url}/api/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) break;
    if (Date.now() > deadline) {
      launcher.kill('SIGKILL');
      throw new Error(`the product was not ready in time:\n${printed}`);
    }
    await new Promise((done) => setTimeout(done, 250));
  }

  const stop = async (): Promise<number | null> => {
    if (launcher.exitCode === null) launcher.kill('SIGTERM');
    return exited;
  };
  return {
    url,
    dataDir,
    password,
    launcher,
    output: () => printed,
    stop,
    discard: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a browser keeps of a session, and what it sends with each change. */
export interface SessionKeys {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** Opens a session as the sign-in page does. */
export async function openSession({ url, password }: Reachable, username: string): Promise<SessionKeys> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie, csrfToken };
}

/** A signed-in caller of the API. */
export interface Caller {
  get(path: string): Promise<Response>;
  /** Reads what must be there; throws when it is refused. */
  read<T>(path: string): Promise<T>;
  post(path: string, body: unknown): Promise<Response>;
  upload(path: string, file: { name: string; bytes: Uint8Array }): Promise<Response>;
  /** Sends a form and reads the answer; throws when it is refused. */
  form(path: string, form: FormData): Promise<{ batchId: string }>;
}

/** Calls the API within an open session. */
export function callerOf({ url }: Pick<Reachable, 'url'>, { cookie, csrfToken }: SessionKeys): Caller {
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const at = (path: string): string => `${url}/api/v1${path}`;
  const get = (path: string) => fetch(at(path), { headers });
  return {
    get,
    read: async <T>(path: string) => {
      const answer = await get(path);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    post: (path, body) =>
      fetch(at(path), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    upload: (path, file) => {
      const form = new FormData();
      form.set('file', new Blob([file.bytes as Uint8Array<ArrayBuffer>]), file.name);
      return fetch(at(path), { method: 'POST', headers, body: form });
    },
    form: async (path, form) => {
      const answer = await fetch(at(path), { method: 'POST', headers, body: form });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { batchId: string };
    },
  };
}

/** Signs in and calls. */
export async function signIn(product: Reachable, username: string): Promise<Caller> {
  return callerOf(product, await openSession(product, username));
}
