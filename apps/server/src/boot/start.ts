import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '@miaotou/runtime';
import { withLogContext } from '@miaotou/runtime';
import type { AppParts } from '../app.module.js';
import { createApp } from './create-app.js';

/** Requests under way get this long to end; a browser may also hold connections open on which it never asks anything. */
const requestsMs = 1_500;
/** Running jobs get this long to end before they go back into the queue. */
const graceMs = 5_000;
/** After this long the process ends, whatever is still open. */
const deadlineMs = 9_500;

/** Ends the program once, however often it is asked to: on a signal, or when the launcher that started it is gone. */
function endOn(stop: () => Promise<void>, logger: Logger): void {
  let ending = false;
  const end = (reason: string) => {
    if (ending) return;
    ending = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => {
      logger.error('not stopped in time, ending now');
      process.exit(1);
    }, deadlineMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  process.on('disconnect', () => end('the launcher is gone'));
  // Started with a way to the launcher which was cut before the listener stood.
  if (process.channel !== undefined && !process.connected) end('the launcher is gone');
}

/** Serves, works, and ends cleanly. */
export async function start(parts: AppParts): Promise<void> {
  const { product, metrics, logger } = parts;
  metrics.readLiveAlerts(() => product.insights.liveCounts());
  const app = await createApp(parts);
  let begun: Promise<void> = Promise.resolve();
  endOn(async () => {
    // What is half opened cannot be closed. Should it fail, the one who waits for it below says so.
    await begun.catch(() => undefined);
    const { server } = app.getHttpAdapter().getInstance();
    const hurry = setTimeout(() => server.closeAllConnections(), requestsMs);
    await app.close();
    clearTimeout(hurry);
    await product.close({ graceMs });
  }, logger);
  begun = begin(app, parts);
  await begun;
}

/** Opens the door, and then the work: screens first, for jobs may keep the machine busy for a while. */
async function begin(app: NestFastifyApplication, { product, metrics, logger }: AppParts): Promise<void> {
  const { role, host, port } = product.config;
  await app.listen({ host, port });
  const address = await app.getUrl();
  logger.info({ address, role }, 'ready');
  if (role !== 'api') {
    await product.work({
      around: ({ id, name }, run) => withLogContext({ jobId: id, jobName: name }, run),
      onSettled: ({ name, outcome, ms, error }) => {
        metrics.job(name, outcome, ms / 1_000);
        if (outcome === 'failed') logger.error({ job: name, err: error }, 'job failed');
        else if (outcome === 'retry') logger.warn({ job: name, err: error }, 'job will be tried again');
      },
    });
  }
  process.send?.({ type: 'ready', address });
}
