/** Trouble with a store repeats itself with every try to reach it. */
const everyHalfMinute = 30_000;

/** Passes on the first error of a kind at once and then one each `everyMs`, with the number held back since. */
export function throttledErrors(
  tell: (error: Error, heldBack: number) => void,
  now: () => number,
  everyMs = everyHalfMinute,
): (error: Error) => void {
  const kinds = new Map<string, { told: number; heldBack: number }>();
  return (error) => {
    const kind = `${error.name} ${error.message}`.slice(0, 120);
    const state = kinds.get(kind);
    if (state !== undefined && now() - state.told < everyMs) {
      state.heldBack += 1;
      return;
    }
    // A thousand kinds are one kind with something changing in its text.
    if (kinds.size > 1_000) kinds.clear();
    kinds.set(kind, { told: now(), heldBack: 0 });
    tell(error, state?.heldBack ?? 0);
  };
}
