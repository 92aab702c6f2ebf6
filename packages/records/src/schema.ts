export * from './people/schema.js';
export * from './sources/schema.js';
export * from './quarantine/schema.js';
export * from './employers/schema.js';
export * from './rules/schema.js';
export * from './alerts/schema.js';
export * from './ledger/schema.js';
export * from './system/schema.js';
