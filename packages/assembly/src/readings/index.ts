export { readFileTexts, type FileReading } from './read-file.js';
