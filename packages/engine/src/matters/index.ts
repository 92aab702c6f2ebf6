export { linkReports, machine } from './link.js';
export type { LinkableReport, LinkDecisions, LinkedMatter, LinkedTo } from './link.js';
export { createMatters } from './matters.js';
export type { Matters, MattersDeps } from './matters.js';
export type * from './ports.js';
export type { Relink, Relinked } from './relink.js';
export { settleMatters } from './settle.js';
export type { LeftWhy, MatterChange, StandingLink } from './settle.js';
