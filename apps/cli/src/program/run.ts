import { openProduct } from '@miaotou/assembly';
import { createLogger, loadConfig } from '@miaotou/runtime';
import { endOf, exitCodes } from './exit.js';
import { createProgram } from './program.js';
import type { Surroundings } from './surroundings.js';

/** Runs the command of `argv` and gives how the process should end. */
export async function run(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped from outside'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let code: number = exitCodes.done;
  const note = (line: string) => void process.stderr.write(`${line}\n`);
  // The result alone goes to standard output, so that another program can read it.
  const destination = { write: (line: string) => void process.stderr.write(line) };
  const logger = createLogger({ level: env['LOG_LEVEL'] === 'debug' ? 'debug' : 'warn', destination });
  const surroundings: Surroundings = {
    now: () => new Date(),
    print: (line) => void process.stdout.write(`${line}\n`),
    note,
    logger,
    config: () => loadConfig(env),
    withProduct: async (work) => {
      const product = await openProduct(loadConfig(env), { as: 'command', logger });
      try {
        return await work(product, stopping.signal);
      } finally {
        await product.close();
      }
    },
    foundFault: () => {
      code = exitCodes.fault;
    },
  };
  try {
    await createProgram(surroundings).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    const end = endOf(error);
    if (end.message !== null) note(end.message);
    return end.code;
  } finally {
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
  }
}
