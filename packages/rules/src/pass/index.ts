export { compileEmployerPass } from './employer-pass.js';
export { compileEventPass, eventHorizonDays } from './event-pass.js';
export { askedTable, coverageParameter, touchedTable } from './pass.js';
export type { CompiledPass, PassShape, RuleColumns } from './pass.js';
export { featureRowsSql } from './feature-rows.js';
