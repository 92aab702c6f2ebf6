export { ReasonDialog } from './reason-dialog.js';
export { Quarantine } from './batch-quarantine.js';
