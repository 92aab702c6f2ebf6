export * from './controls.js';
export * from './detect.js';
