import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** What every line written within some work carries. */
export interface LogContext {
  readonly requestId?: string;
  readonly jobId?: string;
  readonly jobName?: string;
  readonly userId?: string;
}

const context = new AsyncLocalStorage<LogContext>();

/** Names whose values never reach a log, at the top of an entry or up to two levels down. */
const secretNames = [
  'password',
  'passwordHash',
  'token',
  'csrfToken',
  'secretKey',
  'secret',
  'secretBox',
  'privateKey',
  'authorization',
  'cookie',
  'set-cookie',
  'phone',
  'idNumber',
];
const redacted = secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

export interface LoggerOptions {
  readonly level: string;
  /** Standard output by default. */
  readonly destination?: DestinationStream;
}

/** Structured log lines (JSON) with ISO time; lines within `withLogContext` carry its ids. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '[redacted]' },
    mixin: () => ({ ...context.getStore() }),
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Runs `work`; every line logged within it, however deep, carries `ids` besides those around it. */
export function withLogContext<T>(ids: LogContext, work: () => T): T {
  return context.run({ ...context.getStore(), ...ids }, work);
}

/** The ids around the running code. */
export function currentLogContext(): LogContext {
  return context.getStore() ?? {};
}

export type { Logger } from 'pino';
