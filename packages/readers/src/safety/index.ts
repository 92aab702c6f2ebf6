export { neutraliseFormula } from './neutralise-formula.js';
export { safeFileName } from './safe-file-name.js';
