export { asWritten, neutraliseFormula } from './neutralise-formula.js';
