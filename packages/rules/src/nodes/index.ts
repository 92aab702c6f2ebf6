export { lunarDay } from './lunar.js';
