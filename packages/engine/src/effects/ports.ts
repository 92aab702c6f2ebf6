import type { Spread } from '@miaotou/contracts';
import type { CheckedRule, Value } from '@miaotou/rules';
import type { PassRequest } from '../rules/index.js';

/** A subject that stands for all of whom nothing lies in any window. */
export const nobody = '∅';

/** The features of one rule at one moment as they are kept, named by everything that they were computed from. */
export interface KeptMoment {
  readonly at: Date;
  /** Names the rows of this filling. */
  readonly filling: string;
}

/** One subject with the rank that a rule gives it (null: abstained) by place of the moment; absent where it has no row. */
export interface RankedSubject {
  readonly subjectId: string;
  readonly region: string;
  readonly label: string;
  readonly ranks: ReadonlyMap<number, number | null>;
}

/** The warehouse as effects need it. */
export interface EffectsWarehouse {
  /** Changes whenever anything that a rule may look at is added. */
  state(): Promise<string>;
  /** Of each moment, how many rows were known at it. */
  known(moments: readonly Date[]): Promise<readonly string[]>;
  /** Moments whose features are kept under `key`, if in the given state. */
  kept(
    key: string,
    moments: readonly { readonly at: Date; readonly state: string }[],
  ): Promise<readonly KeptMoment[]>;
  /** Computes and keeps the features of `rule` at the one moment of the request; `request.rules` holds it and the rules it uses. */
  keep(
    place: { readonly key: string; readonly state: string; readonly filling: string },
    rule: CheckedRule,
    request: PassRequest,
    signal: AbortSignal,
  ): Promise<void>;
  /** Subjects that the rule gives a tier at any of the moments, and `nobody`. */
  ranked(
    rule: CheckedRule,
    kept: readonly KeptMoment[],
    signal?: AbortSignal,
  ): Promise<readonly RankedSubject[]>;
  /** Where subjects stand on what the rule has numbers for. */
  spreads(
    rule: CheckedRule,
    names: readonly string[],
    kept: KeptMoment,
  ): Promise<readonly Omit<Spread, 'label' | 'thresholds'>[]>;
  /** Features of one subject as kept; of `nobody` where it has no row. */
  features(
    rule: CheckedRule,
    kept: KeptMoment,
    subjectId: string,
  ): Promise<Readonly<Record<string, Value>> | null>;
}
