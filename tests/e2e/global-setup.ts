import type { TestProject } from 'vitest/node';
import { openSession, startProduct, type Reachable, type SessionKeys } from './product.js';

/** Demonstration users, one of each role; each is named like the role. */
export const demoRoles = [
  'leader',
  'analyst',
  'responder',
  'mediator',
  'arbitrator',
  'intake',
  'auditor',
  'admin',
] as const;
export type DemoRole = (typeof demoRoles)[number];

/** The demonstration county that all tests of this project share. Times in milliseconds from the start. */
export interface County extends Reachable {
  readonly dataDir: string;
  readonly readyMs: number;
  /** Signed in, and the overview answered. */
  readonly usableMs: number;
  /** The county is loaded whole. */
  readonly loadedMs: number;
  /** One open session of each role, since signing in is limited to thirty times a minute. */
  readonly sessions: Readonly<Record<DemoRole, SessionKeys>>;
}

declare module 'vitest' {
  export interface ProvidedContext {
    county: County;
  }
}

/** Longest wait for the whole county. */
const loadLimitMs = 300_000;

/** Asks until the county is loaded whole. */
async function loaded(url: string, { cookie }: SessionKeys): Promise<void> {
  const deadline = performance.now() + loadLimitMs;
  for (;;) {
    const answer = await fetch(`${url}/api/v1/system`, { headers: { cookie } });
    const { loading } = (await answer.json()) as { loading: object | null };
    if (answer.ok && loading === null) return;
    if (performance.now() > deadline)
      throw new Error(`the county was not loaded in time: ${JSON.stringify(loading)}`);
    await new Promise((next) => setTimeout(next, 250));
  }
}

/** Starts the product on an empty directory, once for all files, and takes it away after the last one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const product = await startProduct();
  const { url, password, dataDir } = product;
  try {
    const readyMs = elapsed();
    const leader = await openSession(product, 'leader');
    const overview = await fetch(`${url}/api/v1/overview`, { headers: { cookie: leader.cookie } });
    if (!overview.ok) throw new Error(`the overview: ${overview.status} ${await overview.text()}`);
    const usableMs = elapsed();
    const others = await Promise.all(
      demoRoles.map(
        async (role) => [role, role === 'leader' ? leader : await openSession(product, role)] as const,
      ),
    );
    const sessions = Object.fromEntries(others) as Record<DemoRole, SessionKeys>;
    await loaded(url, leader);
    project.provide('county', { url, password, dataDir, readyMs, usableMs, loadedMs: elapsed(), sessions });
  } catch (error) {
    await product.discard();
    throw new Error(`the county could not be set up; the product said:\n${product.output()}`, {
      cause: error,
    });
  }
  return () => product.discard();
}
