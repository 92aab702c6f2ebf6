export { tidyText } from './tidy.js';
export { namedWordsOf, wordsOf } from './segmenter.js';
export { numberPattern, parseNumber } from './numbers.js';
export { clausesOf, sentencesOf } from './sentences.js';
