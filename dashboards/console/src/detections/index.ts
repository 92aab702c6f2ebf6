export { ClusterMark } from './hotspot-list.js';
export { useHotspotText } from './hotspot-words.js';
export { useHotspots } from './queries.js';
export { WeeksSwitch } from './weeks-switch.js';
