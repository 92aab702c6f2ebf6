import type { ReplayScore, Share } from '@miaotou/contracts';

const percent = (value: number): string => `${Math.round(value * 100)}%`;

/** A share with the bounds between which it lies; a dash where nothing was counted. */
export function shareText(share: Share | undefined): string {
  if (share === null || share === undefined) return '—';
  return `${percent(share.value)}（${percent(share.low)}–${percent(share.high)}）`;
}

/** Median and quartiles of days; a dash where nothing was caught. */
export function leadText(lead: ReplayScore['leadDays']): string {
  return lead === null ? '—' : `${lead.median}（${lead.lower}–${lead.upper}）`;
}

/** A number of hours or alerts, one decimal at most. */
export const numberText = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 1 });
