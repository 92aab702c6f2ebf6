export { keyedHash, loadSecretKey } from './secrets.js';
export type { KeyedHash } from './secrets.js';
export { secretBox } from './secret-box.js';
export type { SecretBox } from './secret-box.js';
