export { createLogger, currentLogContext, withLogContext } from './logger.js';
export type { LogContext, Logger, LoggerOptions } from './logger.js';
