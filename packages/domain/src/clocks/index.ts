export * from './catalogue.js';
export * from './codes.js';
export * from './count.js';
export * from './event-kinds.js';
export * from './kinds.js';
export * from './limitation.js';
export * from './running.js';
export { periodText } from './why.js';
