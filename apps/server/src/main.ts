import { openProduct, prepare } from '@miaotou/assembly';
import type { Product } from '@miaotou/assembly';
import { ConfigError, DirectoryLockedError, createLogger, loadConfig } from '@miaotou/runtime';
import { start } from './boot/index.js';
import { createMetrics } from './metrics/index.js';

/** What the one who starts it should read: a sentence where the cause is known, else where it happened. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof DirectoryLockedError) return error.message;
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    const { port } = error;
    return (
      `端口 ${String(port)} 已被其他程序占用。请停止那个程序，或用 PORT 另指一个端口。\n` +
      `Port ${String(port)} is in use by another program. Stop that one, or name another port with PORT.`
    );
  }
  return error.stack ?? error.message;
}

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
  // Before anything runs there is no log to look into.
  process.stderr.write(`${told(error)}\n`);
  await product?.close();
  process.exit(1);
}
