import type { DetectionMeasure, HotspotWeeks } from '@miaotou/contracts';
import type { Day } from '@miaotou/domain';

/** A town of a scan: what was counted in its window of weeks. */
export interface ScannedRegion {
  readonly region: string;
  readonly observed: number;
}

/** A cluster that a scan found. */
export interface FoundCluster {
  readonly members: readonly {
    readonly region: string;
    readonly observed: number;
    readonly expected: number;
  }[];
  readonly since: Day;
  readonly observed: number;
  readonly expected: number;
  /** Null when every case of the year lies inside. */
  readonly relativeRisk: number | null;
  readonly p: number;
}

export const scanAbstentions = ['source-behind', 'too-few-cases'] as const;
export type ScanAbstention = (typeof scanAbstentions)[number];

/** One scan of one measure over so many weeks. */
export interface Scan {
  readonly measure: DetectionMeasure;
  readonly weeks: HotspotWeeks;
  readonly from: Day;
  readonly through: Day;
  readonly cases: number;
  readonly replicates: number;
  readonly significance: number;
  readonly abstained: ScanAbstention | null;
  readonly regions: readonly ScannedRegion[];
  /** The likeliest first. */
  readonly clusters: readonly FoundCluster[];
  /** Hash of everything that the scan follows from. */
  readonly fingerprint: string;
}

export interface HotspotsWarehouse {
  /** The newest scan that was kept, as known at a moment. */
  newest(
    measure: DetectionMeasure,
    weeks: HotspotWeeks,
    knownAt: Date,
  ): Promise<(Scan & { readonly judgedAt: Date }) | null>;
  append(
    scan: Scan,
    run: { readonly runId: string; readonly knownAt: Date; readonly judgedAt: Date },
  ): Promise<void>;
}

/** Places and their days as the scan takes them. */
export interface ScanInput {
  readonly places: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  /** By place and day, the oldest day first; null where nothing was told. */
  readonly cases: readonly (readonly (number | null)[])[];
  readonly days: number;
  readonly replicates: number;
  readonly seed: number;
  readonly most: number;
}

/** What the scan says. */
export interface ScanFindings {
  readonly hotspots: readonly {
    readonly members: readonly {
      readonly id: string;
      readonly observed: number;
      readonly expected: number;
    }[];
    readonly observed: number;
    readonly expected: number;
    readonly relativeRisk: number | null;
    readonly p: number;
    /** Place of the first day among the given days. */
    readonly firstDay: number;
  }[];
  readonly abstained: string | null;
}

/** Scans beside the event loop. */
export interface Scanner {
  scan(input: ScanInput, signal: AbortSignal): Promise<ScanFindings>;
}
