export { ConfigError, loadConfig } from './config.js';
export type { Config, ConfigFault } from './config.js';
