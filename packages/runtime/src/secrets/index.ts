export { keyedHash, loadSecretKey } from './secrets.js';
export type { KeyedHash } from './secrets.js';
