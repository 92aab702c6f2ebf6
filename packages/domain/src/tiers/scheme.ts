import { alertTiers, tierRank } from '../vocabulary/index.js';
import type { AlertTier, Bilingual } from '../vocabulary/index.js';

/** How one slot in use is called and shown. */
export interface TierLook {
  readonly slot: AlertTier;
  readonly name: Bilingual;
  /** Colours on a light and on a dark ground, #rrggbb. */
  readonly light: string;
  readonly dark: string;
  /** One character that tells the tier without its colour. */
  readonly symbol: string;
}

/** Which of the four slots an office uses, weakest first, and where a slot not in use belongs. */
export interface TierScheme {
  readonly tiers: readonly TierLook[];
  readonly folds: 'weaker' | 'stronger';
}

/** The four colours of the plan: blue, yellow, orange, red. */
export const defaultTierScheme: TierScheme = {
  tiers: [
    { slot: 'blue', name: { zh: '蓝色', en: 'Blue' }, light: '#2a6fd6', dark: '#6aa5ff', symbol: '○' },
    { slot: 'yellow', name: { zh: '黄色', en: 'Yellow' }, light: '#e0b000', dark: '#f0cf4a', symbol: '△' },
    { slot: 'orange', name: { zh: '橙色', en: 'Orange' }, light: '#e2700a', dark: '#ff9a4a', symbol: '◆' },
    { slot: 'red', name: { zh: '红色', en: 'Red' }, light: '#b3141d', dark: '#f2545b', symbol: '■' },
  ],
  folds: 'weaker',
};

/** The slot as which a tier is shown: itself where in use, else the nearest one on the side that the scheme names. */
export function shownSlot(tier: AlertTier, { tiers, folds }: TierScheme): AlertTier {
  const rank = tierRank(tier);
  const used = alertTiers.filter((slot) => tiers.some((one) => one.slot === slot));
  const weaker = used.findLast((slot) => tierRank(slot) <= rank);
  const stronger = used.find((slot) => tierRank(slot) >= rank);
  const slot = folds === 'weaker' ? (weaker ?? stronger) : (stronger ?? weaker);
  if (slot === undefined) throw new RangeError('a tier scheme without tiers');
  return slot;
}

/** How a tier is called and shown. */
export function tierLook(tier: AlertTier, scheme: TierScheme): TierLook {
  const slot = shownSlot(tier, scheme);
  const look = scheme.tiers.find((one) => one.slot === slot);
  if (look === undefined) throw new RangeError(`the scheme has no ${slot}`);
  return look;
}

/** Slots that are shown as a slot in use, weakest first: what a filter for it has to ask for. */
export function slotsShownAs(slot: AlertTier, scheme: TierScheme): readonly AlertTier[] {
  return alertTiers.filter((tier) => shownSlot(tier, scheme) === slot);
}
