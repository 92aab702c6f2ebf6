export { readingTexts } from './read-at-import.js';
export { readFileTexts, type FileReading } from './read-file.js';
