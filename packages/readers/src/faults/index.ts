export { ReadError, readFaultCodes, type ReadFaultCode } from './read-error.js';
export { faults } from './faults.js';
