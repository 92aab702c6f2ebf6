export { fillSentence, sentencePlaces, valueText } from './sentence.js';
