import { useSyncExternalStore } from 'react';

const query = globalThis.matchMedia('(max-width: 767px)');

/** The screen is a phone's: cards instead of tables, navigation below. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => {
        query.removeEventListener('change', listener);
      };
    },
    () => query.matches,
  );
}
