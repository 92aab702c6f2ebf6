const fatalSignals = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSYS'] as const;

const nothing = () => undefined;

/**
 * Lets a crash of the engine end the process at once. The engine installs handlers that write a report and then hold
 * the process for up to five minutes, in which it serves nobody and keeps the directory locked; whoever watches over
 * the process can only start it again once it is gone. Taking a listener on and off leaves the system's own behaviour.
 */
export function restoreFatalSignals(): void {
  for (const signal of fatalSignals) {
    process.on(signal, nothing);
    process.off(signal, nothing);
  }
}
