export { newId, uuid7 } from './uuid7.js';
