export * from './frontier-option.js';
export * from './replay-weeks-option.js';
