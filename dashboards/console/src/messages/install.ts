import { useSyncExternalStore } from 'react';

/** The browser's offer to install the console, which it makes once while the page loads. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | null = null;
const listeners = new Set<() => void>();

const isOffer = (event: Event): event is InstallOffer => 'prompt' in event;

globalThis.addEventListener('beforeinstallprompt', (event) => {
  if (!isOffer(event)) return;
  event.preventDefault();
  offer = event;
  for (const tell of listeners) tell();
});

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => {
    listeners.delete(tell);
  };
}

/** Installs the console as an app; null where the browser offers nothing. */
export function useInstall(): (() => void) | null {
  const current = useSyncExternalStore(subscribe, () => offer);
  return current === null ? null : () => void current.prompt();
}
