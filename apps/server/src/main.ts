import { openProduct, prepare } from '@miaotou/assembly';
import type { Product } from '@miaotou/assembly';
import { ConfigError, DirectoryLockedError, createLogger, loadConfig } from '@miaotou/runtime';
import { start } from './boot/index.js';
import { createMetrics } from './metrics/index.js';

let product: Product | null = null;
try {
  const config = loadConfig(process.env);
  const logger = createLogger({ level: config.logLevel });
  const metrics = createMetrics();
  product = await openProduct(config, { as: 'program', logger, observer: metrics });
  const first = await prepare(product, { demo: !process.argv.includes('--no-demo') });
  if (first !== null && first.password !== null) {
    const names = first.usernames.join(', ');
    process.stdout.write(
      `用户 / users: ${names}\n密码（只显示这一次）/ password (shown only now): ${first.password}\n`,
    );
  }
  await start({ product, metrics, logger });
} catch (error) {
  // Before anything runs there is no log to look into: the one who starts it reads this.
  const known = error instanceof ConfigError || error instanceof DirectoryLockedError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  await product?.close();
  process.exit(1);
}
