export { fillSentence, sentencePlaces } from './sentence.js';
