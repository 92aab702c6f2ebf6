export { checkSetting } from './check.js';
export { shippedSetting } from './defaults.js';
export type { SettingRecord, SettingRecords } from './ports.js';
export { createSettings, recordInForce } from './settings.js';
export type { Settings, SettingsDeps } from './settings.js';
