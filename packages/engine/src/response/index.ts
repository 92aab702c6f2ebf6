export { meetClock, recheckClock, runs, startClock, stopClock, tightenClock } from './clock.js';
export type { Clock as ResponseClock } from './clock.js';
export { climb } from './ladder.js';
export type { Climb, ClimbReason } from './ladder.js';
export { basisText, dueAfter, freezeLevels, shippedLevels, spanOf, spanText } from './levels.js';
export type { LevelTable } from './levels.js';
export { decideStep, stepsFor } from './machine.js';
export type { Circumstances, StepContent, StepDecision, StepEffect, StepRefusal } from './machine.js';
