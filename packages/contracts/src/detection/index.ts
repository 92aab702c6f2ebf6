export * from './controls.js';
export * from './detect.js';
export * from './scan.js';
