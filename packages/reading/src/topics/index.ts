export { topicsOf, type Topic, type TopicMessage } from './topics.js';
export { nearDuplicates } from './minhash.js';
