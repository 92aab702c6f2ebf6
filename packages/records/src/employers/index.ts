export { directoryRecords } from './directory.js';
export { employerMoveRecords } from './moves.js';
export { employerRecords } from './repository.js';
