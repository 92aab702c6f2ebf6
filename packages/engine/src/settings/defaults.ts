import type { SettingBody, SettingKind } from '@miaotou/contracts';
import {
  alertTiers,
  chinaHolidayNotices,
  defaultIndexWeights,
  defaultTierScheme,
  defaultTimeNodes,
  planBindings,
  responsePlans,
  tierServiceLevels,
} from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { checkSetting } from './check.js';

/** The plan's first month: before it nobody raised any sensitivity by it. */
const nodesSince: Day = '2023-08-01';

const shipped: { readonly [K in SettingKind]: (day: Day) => unknown } = {
  'tier-scheme': () => defaultTierScheme,
  'tier-table': () => ({ levels: alertTiers.map((tier) => tierServiceLevels[tier]) }),
  'time-nodes': (day) => ({ nodes: day < nodesSince ? [] : defaultTimeNodes }),
  holidays: () => ({ notices: chinaHolidayNotices }),
  'index-weights': () => defaultIndexWeights,
  'response-plans': () => ({ plans: responsePlans, bindings: planBindings }),
};

/** A setting as the program ships it, in force until a version of it is approved. */
export function shippedSetting<K extends SettingKind>(kind: K, day: Day): SettingBody<K> {
  const read = checkSetting(kind, shipped[kind](day));
  if (read.ok) return read.body;
  throw new RangeError(`the shipped ${kind} has a fault: ${read.faults[0]?.message.en ?? ''}`);
}
