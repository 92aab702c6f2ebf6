export { createWatchdog, watchdogFaultCodes, faultsOf } from './watchdog.js';
export type { Beat, Pulse, Watchdog, WatchdogDeps, WatchdogFault, WatchdogStore } from './watchdog.js';
