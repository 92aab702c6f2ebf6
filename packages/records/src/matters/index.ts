export { matterRecords } from './repository.js';
