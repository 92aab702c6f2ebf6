import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LiveMessageSchema } from '@miaotou/contracts';
import type { LiveMessage } from '@miaotou/contracts';
import { startEmbeddedPostgres } from '@miaotou/records';
import { endAfterwards, temporaryFolder } from '@miaotou/testkit';
import { openEmbeddedWarehouse, serveEmbeddedWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { freePort } from '../e2e/product.js';
import type { Reachable, SessionKeys } from '../e2e/product.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const password = 'a-password-for-tests-only';

/** A Redis with a journal in a folder of its own, which can be killed and started again where it stood. */
export class OwnRedis {
  #child: ChildProcess | null = null;

  private constructor(
    readonly url: string,
    readonly port: number,
    readonly folder: string,
  ) {}

  static async start(): Promise<OwnRedis> {
    const port = await freePort();
    const redis = new OwnRedis(`redis://127.0.0.1:${port}`, port, await temporaryFolder('redis'));
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    this.#child = spawn('redis-server', [...place, '--save', '', '--appendonly', 'yes'], { stdio: 'ignore' });
    await once(this.#child, 'spawn');
    endAfterwards(this.#child.pid ?? 0, 'KILL');
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/** How one program ended, and how long that took from the moment it was told. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
}

/** One program of the product, as an operator starts it on a server. */
export interface Program extends Reachable {
  readonly role: string;
  output(): string;
  hasEnded(): boolean;
  end(signal: NodeJS.Signals): Promise<Ending>;
}

/** Starts the built product and gives it back at once, ready or not. */
export function launch(env: Readonly<Record<string, string>>, port: number): Program {
  const child = spawn(process.execPath, [join(root, 'apps/server/dist/main.js'), '--no-demo'], {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), MIAOTOU_DEMO_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endAfterwards(child.pid ?? 0, 'KILL');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<Pick<Ending, 'code' | 'signal'>>((done) => {
    child.once('close', (code, signal) => done({ code, signal }));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    password,
    role: env['MIAOTOU_ROLE'] ?? 'all',
    output: () => printed,
    hasEnded,
    end: async (signal) => {
      const started = performance.now();
      if (!hasEnded()) child.kill(signal);
      return { ...(await exited), ms: performance.now() - started };
    },
  };
}

/** Runs a program that is expected to end by itself, to its end. */
export async function refusal(env: Readonly<Record<string, string>>): Promise<Ending & { said: string }> {
  const program = launch(env, 0);
  // A signal that nobody sends: the program is only waited for.
  const ending = await program.end('SIGCONT');
  return { ...ending, said: program.output() };
}

/** Whether a program can work: every store answers it. */
export async function isReady({ url }: Pick<Program, 'url'>): Promise<boolean> {
  const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
  return answer?.ok === true;
}

/** Waits until every program can work; tells what they said when they cannot. */
export async function untilReady(...programs: readonly Program[]): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await Promise.all(programs.map(isReady))).every(Boolean)) {
    const ended = programs.some((program) => program.hasEnded());
    if (ended || Date.now() > deadline) {
      throw new Error(`not ready:\n${programs.map((program) => program.output()).join('\n---\n')}`);
    }
    await sleep(100);
  }
}

/** The servers that several programs share: PostgreSQL over TCP, Redis, and ClickHouse over HTTP. */
export interface Servers {
  readonly redis: OwnRedis;
  readonly warehouse: Warehouse;
  readonly databaseUrl: string;
  /** Starts one more program on them. */
  program(role: 'api' | 'worker'): Promise<Program>;
  close(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const folder = await temporaryFolder('servers');
  const path = join(folder, 'clickhouse');
  const [postgres, redis, warehouse] = await Promise.all([
    startEmbeddedPostgres({ directory: join(folder, 'postgres'), transport: 'tcp' }),
    OwnRedis.start(),
    openEmbeddedWarehouse({ path, connections: 1 }),
  ]);
  endAfterwards(postgres.pid, 'INT');
  const facade = await serveEmbeddedWarehouse({ path, temporary: join(folder, 'spool') });
  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    CLICKHOUSE_URL: facade.url,
    CLICKHOUSE_USER: facade.user,
    CLICKHOUSE_PASSWORD: facade.password,
    MIAOTOU_SECRET_KEY: '5'.repeat(64),
    // A folder that all machines mount.
    MIAOTOU_DATA_DIR: join(folder, 'data'),
  };
  const programs: Program[] = [];
  return {
    redis,
    warehouse,
    databaseUrl: postgres.url,
    program: async (role) => {
      const program = launch({ ...env, MIAOTOU_ROLE: role }, await freePort());
      programs.push(program);
      return program;
    },
    close: async () => {
      await Promise.all(programs.map((program) => program.end('SIGKILL')));
      await facade.close();
      await Promise.all([warehouse.close(), redis.kill(), postgres.stop()]);
    },
  };
}

/** What one open screen hears. */
export interface OpenStream {
  readonly heard: readonly LiveMessage[];
  close(): void;
}

/** Opens the stream of live messages as the console does. */
export async function openStream(
  { url }: Pick<Program, 'url'>,
  { cookie }: SessionKeys,
): Promise<OpenStream> {
  const control = new AbortController();
  const answer = await fetch(`${url}/api/v1/stream`, { headers: { cookie }, signal: control.signal });
  if (!answer.ok || answer.body === null) throw new Error(`the stream: ${answer.status}`);
  const heard: LiveMessage[] = [];
  const listen = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data: ')) heard.push(LiveMessageSchema.parse(JSON.parse(line.slice(6))));
      }
    }
  };
  // Ends with the stream: by us, or with the program that was stopped.
  listen(answer.body).catch(() => undefined);
  return { heard, close: () => control.abort() };
}
