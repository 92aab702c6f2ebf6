export { WatchdogTimer } from './watchdog.js';
