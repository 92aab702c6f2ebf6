import { openProduct } from '@miaotou/assembly';
import { ConfigError, DirectoryLockedError, createLogger, loadConfig } from '@miaotou/runtime';
import { start } from './boot/index.js';
import { createMetrics } from './metrics/index.js';

try {
  const config = loadConfig(process.env);
  const logger = createLogger({ level: config.logLevel });
  const metrics = createMetrics();
  const product = await openProduct(config, {
    as: 'program',
    logger,
    observer: metrics,
    demo: !process.argv.includes('--no-demo'),
  });
  await start({ product, metrics, logger });
} catch (error) {
  // Before anything runs there is no log to look into: the one who starts it reads this.
  const known = error instanceof ConfigError || error instanceof DirectoryLockedError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
