import type { Evidence, Feature } from '@miaotou/contracts';
import { findIndicator } from '@miaotou/domain';

/** How many people and how much money an alert is about; null where its evidence says nothing of it. */
export interface Grade {
  readonly headcount: number | null;
  readonly amountFen: number | null;
}

const people = new Set(['persons', 'maxPersons', 'distinctPersons']);

/** Whether a feature counts people concerned, everybody who works there, or money. */
function measureOf(feature: Feature): 'people' | 'staff' | 'money' | null {
  if ('event' in feature) {
    if (people.has(feature.take)) return 'people';
    const summed = feature.take === 'sum' || feature.take === 'max';
    return feature.take === 'amount' || (summed && feature.of === 'amountFen') ? 'money' : null;
  }
  if ('field' in feature) {
    if (feature.field === 'persons') return 'people';
    return feature.field === 'amountFen' ? 'money' : null;
  }
  if (!('indicator' in feature) || !['latest', 'sum', 'max'].includes(feature.take)) return null;
  if (feature.indicator === 'insured_headcount') return 'staff';
  return findIndicator(feature.indicator)?.unit === 'fen' ? 'money' : null;
}

/** Grades by the evidence: the largest number of people concerned (of the staff where nobody tells of those), and of money. */
export function gradeOf(
  features: readonly (readonly [name: string, feature: Feature])[],
  values: Evidence['features'],
): Grade {
  const told: Record<'people' | 'staff' | 'money', number[]> = { people: [], staff: [], money: [] };
  for (const [name, feature] of features) {
    const measure = measureOf(feature);
    const value = values[name];
    if (measure !== null && typeof value === 'number' && value >= 0) told[measure].push(Math.round(value));
  }
  const most = (of: readonly number[]): number | null => (of.length === 0 ? null : Math.max(...of));
  return { headcount: most(told.people) ?? most(told.staff), amountFen: most(told.money) };
}
