export { dutyText, onDuty, postsFor, presentAt, shiftDayOf, shiftsOfDay } from './duty.js';
export type { DutyTable, Leave, OnDuty, Post, Shift, DutyWanted } from './duty.js';
export { createRosters } from './roster.js';
export type { RosterDeps, Rosters, RosterStore } from './roster.js';
