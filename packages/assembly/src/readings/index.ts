export { createTextReadings, type TextReadings } from './readings.js';
export { readingTexts } from './read-at-import.js';
export { readFileTexts, type FileReading } from './read-file.js';
