export * from './pipeline-option.js';
