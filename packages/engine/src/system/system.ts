import { SystemFactsSchema } from '@miaotou/contracts';
import type { SystemFactValues, SystemStatus } from '@miaotou/contracts';
import type { Clock, Executor, LivePush, Records } from '../shared/index.js';

/** Where facts about the product itself are kept: the newest value of each name. */
export interface SystemFacts {
  readAll(executor: Executor): Promise<Readonly<Record<string, unknown>>>;
  write(executor: Executor, name: string, value: unknown, at: Date): Promise<void>;
}

export interface SystemDeps {
  readonly records: Records;
  readonly facts: SystemFacts;
  readonly clock: Clock;
  readonly live: LivePush;
  readonly version: string;
}

/** Facts about the product: whether its data are synthetic, how far a load is, whether the native engine died. */
export function createSystem({ records, facts, clock, live, version }: SystemDeps) {
  const read = async (): Promise<SystemFactValues> =>
    SystemFactsSchema.parse(await facts.readAll(records.read));
  const write = async <N extends keyof SystemFactValues>(name: N, value: SystemFactValues[N]) => {
    await facts.write(records.read, name, value, clock.now());
    live.publish({ regions: [], message: { type: 'system', change: name } });
  };
  return {
    /** What everybody signed in may see. */
    async status(): Promise<SystemStatus> {
      const { synthetic, loading, engineRestarts } = await read();
      return { now: clock.now().toISOString(), synthetic, loading, engineRestarts, version };
    },
    /** How far the demonstration has come: null while nobody asked for it. */
    demo: async () => (await read()).demo,
    setDemo: (state: SystemFactValues['demo']) => write('demo', state),
    setSynthetic: (synthetic: boolean) => write('synthetic', synthetic),
    setLoading: (loading: SystemStatus['loading']) => write('loading', loading),
    /** Writes down that the launcher started the product again because the native engine had died. */
    async noteEngineRestarts(count: number): Promise<void> {
      const { engineRestarts } = await read();
      if (count === 0 && engineRestarts.count === 0) return;
      const lastAt = count > 0 ? clock.now().toISOString() : null;
      await write('engineRestarts', { count, lastAt });
    },
  };
}
export type System = ReturnType<typeof createSystem>;
