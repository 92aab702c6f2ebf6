export * from './bayes.js';
