export * from './false-discovery.js';
