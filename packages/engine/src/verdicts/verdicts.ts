import type { RuleVerdicts } from '@miaotou/contracts';
import type { VerdictKind } from '@miaotou/domain';
import { visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Executor, Records } from '../shared/index.js';
import { countVerdicts } from './counts.js';

/** Newest verdicts that are listed. */
const shown = 20;

/** What turned out of one alert, as kept. */
export interface KeptVerdict {
  readonly alertId: number;
  readonly incidentId: number;
  readonly version: number;
  readonly kind: VerdictKind;
  readonly reason: string;
  readonly at: Date;
}

export interface VerdictStore {
  /** Standing verdicts on a rule's alerts, newest first, within regions; null for everywhere. */
  ofRule(at: Executor, ruleId: string, regions: readonly string[] | null): Promise<readonly KeptVerdict[]>;
}

export interface VerdictsDeps {
  readonly records: Records;
  readonly store: VerdictStore;
}

/** Verdicts 核实结论 on alerts, as a rule learns from them. */
export interface Verdicts {
  ofRule(ruleId: string, viewer: Viewer): Promise<RuleVerdicts>;
}

export function createVerdicts({ records, store }: VerdictsDeps): Verdicts {
  return {
    async ofRule(ruleId, viewer) {
      const found = await store.ofRule(records.read, ruleId, visibleRegions(viewer));
      const versions = [...new Set(found.map(({ version }) => version))].toSorted((a, b) => b - a);
      return {
        ruleId,
        all: countVerdicts(found.map(({ kind }) => kind)),
        versions: versions.map((version) => ({
          version,
          ...countVerdicts(found.filter((one) => one.version === version).map(({ kind }) => kind)),
        })),
        latest: found.slice(0, shown).map(({ alertId, incidentId, at, ...rest }) => ({
          ...rest,
          alertId: String(alertId),
          incidentId: String(incidentId),
          at: at.toISOString(),
        })),
      };
    },
  };
}
