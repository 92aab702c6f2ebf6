export * from './look.js';
export * from './frame.js';
