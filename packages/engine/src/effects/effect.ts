import type { Effect, EffectDifference, EffectKind } from '@miaotou/contracts';
import { alertTiers, findRegion, tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual } from '@miaotou/domain';
import type { CheckedRule } from '@miaotou/rules';
import { workHoursOf } from '../alerts/index.js';
import type { TierLevels } from '../alerts/index.js';
import { episodesOf, pairsOf } from './episodes.js';
import type { Episode, Pair } from './episodes.js';
import { nobody } from './ports.js';
import type { RankedSubject } from './ports.js';

/** Differences of each kind that are listed by name. */
const listed = 100;

type Side = Effect['published'];
type Counts = Side['alerts'];

const none = (): Counts => ({ blue: 0, yellow: 0, orange: 0, red: 0 });
const emptySide = (): Side => ({ alerts: none(), hours: 0 });

function add(side: Side, { peak }: Episode, hours: Readonly<Record<AlertTier, number>>): void {
  side.alerts[peak] += 1;
  side.hours += hours[peak];
}

/** The alerts that a rule would have raised, by subject. */
export interface History {
  readonly subjects: ReadonlyMap<
    string,
    { readonly of: RankedSubject; readonly episodes: readonly Episode[] }
  >;
}

export function historyOf(
  rule: CheckedRule,
  ranked: readonly RankedSubject[],
  moments: readonly Date[],
  levels: TierLevels,
): History {
  const empty =
    ranked.find(({ subjectId }) => subjectId === nobody)?.ranks ?? new Map<number, number | null>();
  const subjects = new Map<string, { of: RankedSubject; episodes: readonly Episode[] }>();
  for (const of of ranked) {
    if (of.subjectId === nobody) continue;
    subjects.set(of.subjectId, { of, episodes: episodesOf(rule.file, of, empty, moments, levels) });
  }
  return { subjects };
}

interface Found extends Pair {
  readonly of: RankedSubject;
}

const momentOf = ({ published, tried, kind }: Found): Date => {
  const one = kind === 'lost' ? published : tried;
  // Where the tier differs, the moment at which the stronger one was reached tells most.
  const stronger = kind === 'lower' ? published : one;
  const last = stronger?.reached.at(-1)?.at;
  return (kind === 'higher' || kind === 'lower' ? last : undefined) ?? one?.opened ?? new Date(0);
};

const gravity = ({ published, tried }: Found): number =>
  Math.max(tierRank(published?.peak ?? null), tierRank(tried?.peak ?? null));

const shown = (episode: Episode | null): EffectDifference['published'] =>
  episode === null
    ? null
    : {
        opened: episode.opened.toISOString(),
        closed: episode.closed?.toISOString() ?? null,
        peak: episode.peak,
      };

const regionName = (code: string): Bilingual =>
  findRegion(code)?.name ?? { zh: code || '未定', en: code || 'Unknown' };

export interface EffectInput {
  readonly rule: CheckedRule;
  readonly moments: readonly Date[];
  readonly published: History;
  readonly tried: History;
  /** The tier table in force. */
  readonly levels: TierLevels;
  readonly names: (
    ids: readonly string[],
  ) => Promise<
    ReadonlyMap<string, { readonly name: string; readonly region: string; readonly known: boolean }>
  >;
}

function weeksOf(moments: readonly Date[], published: History, tried: History): Effect['weeks'] {
  const weeks = moments.map((at) => ({ at: at.toISOString(), published: none(), tried: none() }));
  const places = new Map(moments.map((at, place) => [at.getTime(), place]));
  for (const [side, history] of [
    ['published', published],
    ['tried', tried],
  ] as const) {
    for (const { episodes } of history.subjects.values()) {
      for (const { at, tier } of episodes.flatMap(({ reached }) => reached)) {
        const week = weeks[places.get(at.getTime()) ?? -1];
        if (week !== undefined) week[side][tier] += 1;
      }
    }
  }
  return weeks;
}

/** Lays two histories of one rule beside each other. */
export async function effectOf({
  rule,
  moments,
  published,
  tried,
  levels,
  names,
}: EffectInput): Promise<Effect> {
  const hoursPerAlert = workHoursOf(levels);
  const total = { published: emptySide(), tried: emptySide() };
  const towns = new Map<string, { published: Side; tried: Side }>();
  const counts: Record<EffectKind, number> = {
    gained: 0,
    lost: 0,
    higher: 0,
    lower: 0,
    earlier: 0,
    later: 0,
  };
  const found: Found[] = [];
  for (const id of new Set([...published.subjects.keys(), ...tried.subjects.keys()])) {
    const before = published.subjects.get(id);
    const after = tried.subjects.get(id);
    const of = after?.of ?? before?.of;
    if (of === undefined) continue;
    const town = towns.get(of.region) ?? { published: emptySide(), tried: emptySide() };
    towns.set(of.region, town);
    for (const pair of pairsOf(before?.episodes ?? [], after?.episodes ?? [])) {
      for (const side of ['published', 'tried'] as const) {
        const episode = pair[side];
        if (episode === null) continue;
        add(total[side], episode, hoursPerAlert);
        add(town[side], episode, hoursPerAlert);
      }
      if (pair.kind === 'same') continue;
      counts[pair.kind] += 1;
      found.push({ ...pair, of });
    }
  }
  found.sort((a, b) => gravity(b) - gravity(a) || momentOf(b).getTime() - momentOf(a).getTime());
  const places = new Map<string, number>();
  const chosen = found.filter(({ kind }) => {
    const place = (places.get(kind) ?? 0) + 1;
    places.set(kind, place);
    return place <= listed;
  });
  const employers = rule.file.subject === 'employer';
  const known = await names(employers ? [...new Set(chosen.map(({ of }) => of.subjectId))] : []);
  return {
    state: 'ready',
    ruleId: rule.file.id,
    version: rule.file.version,
    moments: moments.map((at) => at.toISOString()),
    weeks: weeksOf(moments, published, tried),
    ...total,
    towns: [...towns]
      .map(([region, sides]) => ({ region, name: regionName(region), ...sides }))
      .toSorted((a, b) => b.published.hours + b.tried.hours - a.published.hours - a.tried.hours),
    hoursPerAlert,
    counts,
    differences: chosen.map((one) => {
      const register = known.get(one.of.subjectId);
      const place = findRegion(one.of.subjectId)?.name.zh;
      return {
        kind: one.kind === 'same' ? 'gained' : one.kind,
        subjectId: one.of.subjectId,
        subjectName: register?.name ?? (one.of.label || place || one.of.subjectId),
        employerId: register?.known === true ? one.of.subjectId : null,
        region: one.of.region,
        regionName: regionName(one.of.region),
        at: momentOf(one).toISOString(),
        published: shown(one.published),
        tried: shown(one.tried),
      };
    }),
  };
}

/** Tiers for which a rule states a number of a feature, weakest first. */
export const tiersWith = (rule: CheckedRule, name: string): readonly AlertTier[] =>
  alertTiers.filter((tier) => rule.file.thresholds[name]?.[tier] !== undefined);
