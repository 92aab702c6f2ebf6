export * from './uscc.js';
export * from './lost-digits.js';
export * from './name.js';
export * from './kind.js';
export * from './candidate.js';
export * from './links.js';
