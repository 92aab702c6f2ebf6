import { alertTiers, defaultTierScheme, slotsShownAs, tierLook } from '@miaotou/domain';
import type { AlertTier, TierLook, TierScheme } from '@miaotou/domain';

/** The tiers as an office calls them; `version` is null while they are as the product ships them. */
export type SchemeInForce = TierScheme & { readonly version: number | null };

export const shippedScheme: SchemeInForce = { ...defaultTierScheme, version: null };

/** Every slot with what is asked of it. */
export function bySlot<T>(of: (tier: AlertTier) => T): Record<AlertTier, T> {
  return { blue: of('blue'), yellow: of('yellow'), orange: of('orange'), red: of('red') };
}

/** Slots that are shown by themselves, weakest first. */
export function slotsInUse({ tiers }: TierScheme): readonly AlertTier[] {
  return alertTiers.filter((slot) => tiers.some((one) => one.slot === slot));
}

/** The look of every slot, those that are not in use as the slot that they fold into. */
export function looksOf(scheme: TierScheme): Record<AlertTier, TierLook> {
  return bySlot((tier) => tierLook(tier, scheme));
}

/** A number of each slot, those that fold into another one added to it. */
export function folded(counts: Readonly<Record<AlertTier, number>>, scheme: TierScheme) {
  const used = slotsInUse(scheme);
  return bySlot((tier) =>
    used.includes(tier) ? slotsShownAs(tier, scheme).reduce((sum, slot) => sum + counts[slot], 0) : 0,
  );
}

/** What a filter has to ask for to find all that is shown as the chosen tiers: comma-separated slots. */
export function askedSlots(chosen: string, scheme: TierScheme): string {
  return alertTiers
    .filter((tier) => chosen.split(',').some((one) => one === tierLook(tier, scheme).slot || one === tier))
    .join(',');
}
