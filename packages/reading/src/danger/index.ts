export { dangerOf, type DangerReading } from './danger.js';
export { dangerWords, type DangerWord } from './words.js';
export { toneOf } from './tone.js';
