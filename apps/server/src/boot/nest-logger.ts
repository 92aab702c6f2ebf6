import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@miaotou/runtime';

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Passes the framework's own messages into the program's log; its tale of every mapped route only when asked for. */
export function nestLogger(logger: Logger): LoggerService {
  const at =
    (level: Level) =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      logger[level]({ context, ...(message instanceof Error ? { err: message } : {}) }, String(message));
    };
  return {
    log: at('debug'),
    error: at('error'),
    warn: at('warn'),
    debug: at('debug'),
    verbose: at('trace'),
    fatal: at('fatal'),
  };
}
