import { jobNames } from '@miaotou/contracts';
import type { JobHandlers } from './jobs.js';

/** Joins the modules' handlers; a job name without a handler, with two, or unknown stops the boot. */
export function joinHandlers(modules: readonly Partial<JobHandlers>[]): JobHandlers {
  const faults: string[] = [];
  const joined: Record<string, unknown> = {};
  for (const module of modules) {
    for (const [name, handler] of Object.entries(module)) {
      if (!jobNames.some((known) => known === name)) faults.push(`${name} is no job`);
      if (name in joined) faults.push(`${name} has two handlers`);
      joined[name] = handler;
    }
  }
  for (const name of jobNames) if (!(name in joined)) faults.push(`${name} has no handler`);
  if (faults.length > 0) throw new Error(`job handlers: ${faults.join(', ')}`);
  return joined as unknown as JobHandlers;
}
