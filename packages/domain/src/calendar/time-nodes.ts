import type { Bilingual } from '../vocabulary/index.js';
import { addDays, addMonths, type Day } from './days.js';

/** A day of each year: by the solar or the lunar calendar, or the last day of each quarter; moved by `offset` days. */
export type NodeAnchor =
  | {
      readonly calendar: 'solar' | 'lunar';
      readonly month: number;
      readonly day: number;
      readonly offset: number;
    }
  | { readonly calendar: 'quarter-end'; readonly offset: number };

/** When a node begins and ends, both days included: every year by anchors, or as somebody enters it. */
export type NodeWhen =
  | { readonly kind: 'yearly'; readonly from: NodeAnchor; readonly to: NodeAnchor }
  | { readonly kind: 'manual'; readonly spans: readonly { readonly from: Day; readonly to: Day }[] };

/** How often a node asks for a report, most often first. */
export const reportCadences = ['daily', 'twice-weekly', 'weekly', 'monthly'] as const;
export type ReportCadence = (typeof reportCadences)[number];

/** What a node does to rules: those that it names, and those that concern one of its key groups. */
export interface NodeEffect {
  readonly rules: readonly string[];
  readonly groups: readonly string[];
  /** Tiers added to what the rule gives. */
  readonly shift: number;
  /** Every threshold of the rule times this: below 1 it is reached earlier. */
  readonly factor: number;
  /** Added to the threshold of a feature: so many months that are tolerated. */
  readonly allowance: Readonly<Record<string, number>>;
  /** The rule is judged only while such a node lasts. */
  readonly opens: boolean;
}

/** A time node 重要时间节点: a stretch of the year with raised sensitivity. */
export interface TimeNode {
  readonly code: string;
  readonly name: Bilingual;
  readonly why: Bilingual;
  readonly when: NodeWhen;
  readonly effects: readonly NodeEffect[];
  readonly report: ReportCadence | null;
  /** Somebody is on duty day and night. */
  readonly duty: boolean;
  readonly basis: Bilingual;
  readonly proposed: boolean;
}

/** One occurrence of a node; both days belong to it. */
export interface NodeWindow {
  readonly node: TimeNode;
  readonly from: Day;
  readonly to: Day;
}

/** The solar day of a lunar one; a month of 29 days has its last one for the 30th. */
export type LunarDay = (year: number, month: number, day: number) => Day;

const pad = (value: number): string => String(value).padStart(2, '0');

function anchored(anchor: NodeAnchor, year: number, lunar: LunarDay): readonly Day[] {
  if (anchor.calendar === 'quarter-end') {
    return [3, 6, 9, 12].map((month) => addDays(addMonths(`${year}-${pad(month)}-01`, 1), anchor.offset - 1));
  }
  const { calendar, month, day, offset } = anchor;
  if (calendar === 'lunar') return [addDays(lunar(year, month, day), offset)];
  // 29 February of a year without one is the 28th.
  const first = `${year}-${pad(month)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const wanted = `${year}-${pad(month)}-${pad(day)}`;
  return [addDays(wanted > last ? last : wanted, offset)];
}

/** Occurrences of a node that touch the days from `first` to `last`, in order of time. */
export function nodeWindows(node: TimeNode, first: Day, last: Day, lunar: LunarDay): readonly NodeWindow[] {
  const { when } = node;
  if (when.kind === 'manual') {
    return when.spans
      .filter(({ from, to }) => from <= last && to >= first)
      .toSorted((a, b) => a.from.localeCompare(b.from))
      .map(({ from, to }) => ({ node, from, to }));
  }
  const windows: NodeWindow[] = [];
  for (let year = Number(first.slice(0, 4)) - 2; year <= Number(last.slice(0, 4)) + 1; year += 1) {
    for (const from of anchored(when.from, year, lunar)) {
      const to = [year - 1, year, year + 1]
        .flatMap((one) => anchored(when.to, one, lunar))
        .toSorted()
        .find((day) => day >= from);
      if (to !== undefined && from <= last && to >= first) windows.push({ node, from, to });
    }
  }
  return windows;
}

/** The nodes in whose windows a day lies. */
export function nodesAt(day: Day, nodes: readonly TimeNode[], lunar: LunarDay): readonly NodeWindow[] {
  return nodes.flatMap((node) => nodeWindows(node, day, day, lunar));
}

/** What the nodes of a day make of one rule. */
export interface NodeAdjustment {
  readonly shift: number;
  readonly factor: number;
  readonly allowance: Readonly<Record<string, number>>;
  /** The rule is judged only in windows, and the day lies in none. */
  readonly closed: boolean;
  /** The nodes that did it. */
  readonly by: readonly NodeWindow[];
}

/** A rule as nodes see it. */
export interface NodeSubject {
  readonly id: string;
  readonly keyGroups: readonly string[];
}

const effectsOn = (rule: NodeSubject, { effects }: TimeNode): readonly NodeEffect[] =>
  effects.filter(
    ({ rules, groups }) => rules.includes(rule.id) || groups.some((group) => rule.keyGroups.includes(group)),
  );

/**
 * What the windows of a day make of a rule. Overlapping nodes never add up: the largest shift, the factor that lowers
 * thresholds most, and the largest allowance of each feature. Null where nothing is changed.
 */
export function adjustmentOf(
  rule: NodeSubject,
  active: readonly NodeWindow[],
  nodes: readonly TimeNode[],
): NodeAdjustment | null {
  const acting = active.flatMap((window) =>
    effectsOn(rule, window.node).map((effect) => ({ window, effect })),
  );
  const opened = acting.some(({ effect }) => effect.opens);
  const closed = !opened && nodes.some((node) => effectsOn(rule, node).some(({ opens }) => opens));
  const shift = Math.max(0, ...acting.map(({ effect }) => effect.shift));
  const factor = Math.min(1, ...acting.map(({ effect }) => effect.factor));
  const allowance: Record<string, number> = {};
  for (const { effect } of acting) {
    for (const [name, amount] of Object.entries(effect.allowance)) {
      allowance[name] = Math.max(allowance[name] ?? amount, amount);
    }
  }
  if (!closed && shift === 0 && factor === 1 && Object.keys(allowance).length === 0) return null;
  const counted = acting.filter(
    ({ effect }) =>
      (effect.shift > 0 && effect.shift === shift) ||
      (effect.factor < 1 && effect.factor === factor) ||
      Object.keys(effect.allowance).length > 0,
  );
  return { shift, factor, allowance, closed, by: [...new Set(counted.map(({ window }) => window))] };
}

/** How often the nodes of a day ask for a report: the most frequent one; null where none does. */
export function reportAt(active: readonly NodeWindow[]): ReportCadence | null {
  return reportCadences.find((cadence) => active.some(({ node }) => node.report === cadence)) ?? null;
}
