import type { AlertTier } from '@miaotou/domain';

export type Language = 'zh' | 'en';

/** Colours and type of the surface that a chart is drawn on; the console derives them from its theme. */
export interface ChartLook {
  readonly language: Language;
  readonly font: string;
  readonly text: string;
  readonly faint: string;
  readonly rule: string;
  readonly surface: string;
  readonly series: string;
  readonly seriesSoft: string;
  readonly band: string;
  readonly gap: string;
  readonly unusual: string;
  readonly tiers: Readonly<Record<AlertTier, string>>;
  /** What the office calls the tiers. */
  readonly tierNames: Readonly<Record<AlertTier, string>>;
  /** The tiers that are shown by themselves, gravest first. */
  readonly tiersInUse: readonly AlertTier[];
  /** False where the reader asked for reduced motion. */
  readonly animate: boolean;
}

/** A whole number with grouping; a dash for what is not known. */
export function countText(value: number | null): string {
  return value === null ? '—' : Math.round(value).toLocaleString('en-US');
}

/** Text made safe for the tooltip, which ECharts renders as HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
