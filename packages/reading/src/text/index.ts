export { longestText, readText, readingVersion } from './read-text.js';
