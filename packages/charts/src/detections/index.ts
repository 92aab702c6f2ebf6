export * from './cluster-marks.js';
export * from './detection-option.js';
export * from './sparkline.js';
export * from './hotspot-grid.js';
