export { settingRecords } from './repository.js';
