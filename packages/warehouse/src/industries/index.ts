export { industryTextsOf } from './industries.js';
