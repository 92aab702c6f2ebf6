export { versionText } from './version-text.js';
