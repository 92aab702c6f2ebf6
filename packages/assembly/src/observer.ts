import type { SourceFamily } from '@miaotou/domain';

/** What a finished delivery brought. */
export interface ImportObserved {
  readonly source: SourceFamily;
  readonly accepted: number;
  readonly quarantined: number;
  readonly duplicates: number;
}

/** Told of work that ended, for measuring; never decides anything. */
export interface ProductObserver {
  importDone(observed: ImportObserved): void;
  evaluationDone(observed: { readonly reason: string; readonly seconds: number }): void;
}

/** For programs that measure nothing. */
export const noObserver: ProductObserver = {
  importDone: () => undefined,
  evaluationDone: () => undefined,
};
