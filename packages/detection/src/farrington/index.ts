export * from './control.js';
export * from './farrington.js';
export * from './flexible.js';
