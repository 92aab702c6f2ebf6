export { scanFile } from './scan-file.js';
