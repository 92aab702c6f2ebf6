export { compileEmployerPass } from './employer-pass.js';
export { compileEventPass, eventHorizonDays } from './event-pass.js';
export { askedTable, coverageParameter, freshParameter, gapParameters, touchedTable } from './pass.js';
export type { CompiledPass, PassShape, RuleColumns } from './pass.js';
export { featureRowsSql } from './feature-rows.js';
