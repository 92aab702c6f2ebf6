export * from './weeks-option.js';
export * from './spread-shape.js';
