export { createHotspots } from './hotspots.js';
export type { Hotspots, HotspotsDeps } from './hotspots.js';
export { scanHotspots } from './scan.js';
export { scanAbstentions } from './ports.js';
export type * from './ports.js';
