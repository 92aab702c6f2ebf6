import { useSyncExternalStore } from 'react';
import { theme, type ThemeConfig } from 'antd';
import type { ChartLook } from '@miaotou/charts';
import type { Language } from '../i18n/index.js';

export type Shade = 'light' | 'dark';

const REMEMBERED = 'miaotou.shade';
const listeners = new Set<() => void>();
const prefersDark = globalThis.matchMedia('(prefers-color-scheme: dark)');
/** Paper is white, whatever the reader's screen is. */
const onPaper = globalThis.matchMedia('print');
const prefersStill = globalThis.matchMedia('(prefers-reduced-motion: reduce)');

function current(): Shade {
  if (onPaper.matches) return 'light';
  const chosen = localStorage.getItem(REMEMBERED);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return prefersDark.matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  prefersDark.addEventListener('change', listener);
  onPaper.addEventListener('change', listener);
  prefersStill.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    prefersDark.removeEventListener('change', listener);
    onPaper.removeEventListener('change', listener);
    prefersStill.removeEventListener('change', listener);
  };
}

/** Light or dark: the reader's choice, else what the system prefers. */
export function useShade(): { readonly shade: Shade; readonly change: (to: Shade) => void } {
  const shade = useSyncExternalStore(subscribe, current);
  return {
    shade,
    change: (to) => {
      localStorage.setItem(REMEMBERED, to);
      for (const listener of listeners) listener();
    },
  };
}

/** The reader asked for reduced motion. */
export function useStill(): boolean {
  return useSyncExternalStore(subscribe, () => prefersStill.matches);
}

const font =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, -apple-system, 'Segoe UI', sans-serif";

const shades = {
  light: {
    surface: '#ffffff',
    text: '#16242f',
    faint: '#566673',
    rule: '#dbe2e8',
    series: '#12658a',
    seriesSoft: '#a9cbdb',
    band: 'rgba(18, 101, 138, 0.07)',
    gap: 'rgba(110, 122, 132, 0.16)',
    unusual: '#b3141d',
  },
  dark: {
    surface: '#17222b',
    text: '#e4ebf0',
    faint: '#9aabb8',
    rule: '#2c3a45',
    series: '#5cb8de',
    seriesSoft: '#2f586c',
    band: 'rgba(92, 184, 222, 0.10)',
    gap: 'rgba(154, 171, 184, 0.16)',
    unusual: '#ff8a8f',
  },
} as const;

/** What charts need to look like the page around them. */
export function chartLook(
  shade: Shade,
  language: Language,
  still: boolean,
  tiers: Pick<ChartLook, 'tiers' | 'tierNames' | 'tiersInUse'>,
): ChartLook {
  return { ...shades[shade], ...tiers, language, font, animate: !still };
}

/** Ant Design's tokens of the product. */
export function antTheme(shade: Shade, still: boolean): ThemeConfig {
  return {
    algorithm: shade === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: shade === 'dark' ? '#3f9fc9' : '#12658a',
      colorInfo: shade === 'dark' ? '#3f9fc9' : '#12658a',
      colorText: shades[shade].text,
      colorTextSecondary: shades[shade].faint,
      colorBorder: shade === 'dark' ? '#3d4d59' : '#b8c3cc',
      colorBgContainer: shades[shade].surface,
      colorBgElevated: shades[shade].surface,
      colorBgLayout: shade === 'dark' ? '#0f181f' : '#f2f5f7',
      borderRadius: 6,
      fontFamily: font,
      motion: !still,
    },
  };
}
