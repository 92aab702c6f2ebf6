export { detectSeries } from './detect-series.js';
