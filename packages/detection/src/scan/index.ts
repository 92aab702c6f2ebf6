export type { CircleLimits } from './circles.js';
export { greatCircleDistance, planarDistance } from './distance.js';
export type { Distance, Point } from './distance.js';
export { logLikelihoodRatio } from './likelihood.js';
export { permutationScan, spaceTimeScan, spatialScan } from './scan.js';
export type { Cluster, ScanControl, ScanPlaces, ScanResult, ScanTime } from './scan.js';
export { hotspots } from './hotspots.js';
export type { Hotspot, HotspotMember, HotspotSearch, Hotspots } from './hotspots.js';
