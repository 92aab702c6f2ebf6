import type { ChartLook } from './shared/index.js';

/** A plain look for tests. */
export const look: ChartLook = {
  language: 'zh',
  font: 'sans-serif',
  text: '#111',
  faint: '#777',
  rule: '#ddd',
  surface: '#fff',
  series: '#147',
  seriesSoft: '#9bd',
  band: '#eef',
  gap: '#eee',
  unusual: '#c00',
  tiers: { blue: '#00f', yellow: '#ff0', orange: '#f80', red: '#f00' },
  tierNames: { blue: '蓝', yellow: '黄', orange: '橙', red: '红' },
  tiersInUse: ['red', 'orange', 'yellow', 'blue'],
  animate: false,
};
