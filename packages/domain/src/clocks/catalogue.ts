import type { Day } from '../calendar/index.js';
import { arbitrationClocks } from './definitions/arbitration.js';
import { authorityClocks } from './definitions/authorities.js';
import { litigationClocks } from './definitions/litigation.js';
import { mediationClocks } from './definitions/mediation.js';
import type { ClockCode } from './codes.js';
import type { MatterEventKind } from './event-kinds.js';
import type { ClockDefinition } from './kinds.js';

/** Every clock, in the order of the stages. */
export const clockCatalogue: readonly ClockDefinition[] = [
  ...mediationClocks,
  ...arbitrationClocks,
  ...litigationClocks,
  ...authorityClocks,
];

const applies = (day: Day) => (definition: ClockDefinition) =>
  definition.effectiveFrom <= day && (definition.effectiveTo === null || day <= definition.effectiveTo);

/** The clock as it reads on a day; null before the text that is cited applied, or after it. */
export function clockInForce(
  code: ClockCode,
  day: Day,
  catalogue: readonly ClockDefinition[] = clockCatalogue,
): ClockDefinition | null {
  return catalogue.filter((one) => one.code === code).find(applies(day)) ?? null;
}

/** Clocks that an event of that day starts. */
export function clocksStartedBy(
  kind: MatterEventKind,
  day: Day,
  catalogue: readonly ClockDefinition[] = clockCatalogue,
): readonly ClockDefinition[] {
  return catalogue.filter((one) => one.trigger === kind).filter(applies(day));
}
