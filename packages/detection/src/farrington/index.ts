export * from './control.js';
export * from './flexible.js';
