import type { RuleFile } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import type { ValueType } from '../expression/index.js';
import type { RuleFaultAt } from './faults.js';

/** Whether numbers never turn back: all rising or all falling. */
function inOneDirection(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((number, at) => Math.sign(number - (numbers[at] ?? number)));
  return !(steps.includes(1) && steps.includes(-1));
}

/** Faults in the table of thresholds: of something unknown, of a text, or out of order. */
export function checkThresholds(file: RuleFile, names: ReadonlyMap<string, ValueType>): RuleFaultAt[] {
  const faults: RuleFaultAt[] = [];
  for (const [name, byTier] of Object.entries(file.thresholds)) {
    const path = ['thresholds', name];
    const type = names.get(name);
    if (type === undefined) {
      const message = {
        zh: `没有名为 ${name} 的特征或派生值`,
        en: `no feature or derived value is called ${name}`,
      };
      faults.push({ path, code: 'unknown-feature', message });
    } else if (type !== 'number') {
      const message = {
        zh: `${name} 不是数值，不能设阈值`,
        en: `${name} is not a number and has no thresholds`,
      };
      faults.push({ path, code: 'wrong-type', message });
    }
    const numbers = alertTiers.flatMap((tier) => byTier[tier] ?? []);
    if (inOneDirection(numbers)) continue;
    const message = {
      zh: `${name} 的阈值次序颠倒：蓝、黄、橙、红须一路递增或一路递减`,
      en: `the thresholds of ${name} are out of order: from blue to red they must only rise or only fall`,
    };
    faults.push({ path, code: 'thresholds-out-of-order', message });
  }
  return faults;
}
