import type { FrozenLevels } from '@miaotou/contracts';
import {
  addDays,
  addWorkdays,
  chinaCalendar,
  dayOf,
  startOfDay,
  tierNames,
  tierServiceLevels,
} from '@miaotou/domain';
import type {
  AlertTier,
  Bilingual,
  ClockKind,
  ServiceSpan,
  TierServiceLevel,
  WorkCalendar,
} from '@miaotou/domain';

/** What a tier asks for on a day, and which table says so. */
export interface LevelTable {
  readonly level: TierServiceLevel;
  readonly table: Bilingual;
}

/** Calendar time between two reports by the tier's cadence; the table names it in words only. */
const reportHours: Readonly<Record<AlertTier, number>> = { blue: 720, yellow: 168, orange: 84, red: 24 };
const closeWithin: ServiceSpan = { amount: 2, unit: 'workday' };

/** The table that the product ships. */
export function shippedLevels(tier: AlertTier): LevelTable {
  return {
    level: tierServiceLevels[tier],
    table: { zh: '随产品的分级时限表（建议值）', en: 'service levels shipped with the product (proposed)' },
  };
}

/** Half of the time to sign, or a working day where that is counted in working days. */
function pauseOf({ amount, unit }: ServiceSpan): ServiceSpan {
  return unit === 'workday' ? { amount: 1, unit } : { amount: Math.max(amount / 2, 1), unit };
}

/** Freezes the levels of a tier for an incident whose clocks begin. */
export function freezeLevels(tier: AlertTier, { level, table }: LevelTable, backlog: boolean): FrozenLevels {
  return {
    tier,
    table,
    sign: level.signWithin,
    verify: level.verifyWithin,
    plan: level.planWithin,
    report: { amount: reportHours[tier], unit: 'hour' },
    close: closeWithin,
    pause: pauseOf(level.signWithin),
    backlog,
  };
}

const hourMs = 3_600_000;

/**
 * When a span that begins at a moment is over. Minutes and hours run by the clock, day and night; working days end with
 * the day, 0 with the same one.
 */
export function dueAfter(
  from: Date,
  { amount, unit }: ServiceSpan,
  calendar: WorkCalendar = chinaCalendar,
): { readonly at: Date; readonly provisional: boolean } {
  if (unit !== 'workday') {
    const ms = amount * (unit === 'hour' ? hourMs : hourMs / 60);
    return { at: new Date(from.getTime() + ms), provisional: false };
  }
  const { day, provisional } = addWorkdays(dayOf(from), amount, calendar);
  return { at: startOfDay(addDays(day, 1)), provisional };
}

const unitNames: Readonly<Record<ServiceSpan['unit'], Bilingual>> = {
  minute: { zh: '分钟', en: 'min' },
  hour: { zh: '小时', en: 'h' },
  workday: { zh: '个工作日', en: 'working days' },
};

/** A span in words. */
export function spanText({ amount, unit }: ServiceSpan): Bilingual {
  if (unit === 'workday' && amount === 0) return { zh: '当日', en: 'the same day' };
  if (unit === 'hour' && amount % 24 === 0 && amount > 24) {
    return { zh: `${amount / 24}天`, en: `${amount / 24} days` };
  }
  return { zh: `${amount}${unitNames[unit].zh}`, en: `${amount} ${unitNames[unit].en}` };
}

const kindTexts: Readonly<Record<ClockKind, Bilingual>> = {
  sign: { zh: '签收', en: 'sign' },
  verify: { zh: '签收后核实', en: 'verify after signing' },
  plan: { zh: '签收后制定方案', en: 'plan after signing' },
  report: { zh: '下一次报告', en: 'next report' },
  close: { zh: '办结后核销', en: 'close after the response ended' },
  recheck: { zh: '复核是否仍须静默', en: 'look again whether it must stay silent' },
};

/** What a clock's time rests on, in words. */
export function basisText(kind: ClockKind, span: ServiceSpan, { tier, table }: FrozenLevels): Bilingual {
  const within = spanText(span);
  return {
    zh: `${tierNames[tier].zh}：${kindTexts[kind].zh}，${within.zh}；依据：${table.zh}`,
    en: `${tierNames[tier].en}: ${kindTexts[kind].en}, ${within.en}; basis: ${table.en}`,
  };
}

/** The span of a clock; null where the tier asks for none. */
export function spanOf(kind: Exclude<ClockKind, 'recheck'>, levels: FrozenLevels): ServiceSpan | null {
  return levels[kind];
}
