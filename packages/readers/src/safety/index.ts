export { safeFileName } from './safe-file-name.js';
