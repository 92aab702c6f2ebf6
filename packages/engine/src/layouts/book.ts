import type { Layout, Manifest, Pipeline } from '@miaotou/contracts';
import type { Records } from '../shared/index.js';
import type { LayoutBook } from '../sources/index.js';
import type { LayoutVersions, VersionRecord } from './ports.js';
import { tableLayout, withVersion } from './versions.js';

export interface BookDeps {
  readonly records: Records;
  readonly versions: LayoutVersions;
  /** What the program itself ships. */
  readonly shipped: readonly Pipeline[];
}

/** The newest version of each layout among some. */
function newestOf(versions: readonly VersionRecord[]): ReadonlyMap<string, VersionRecord> {
  const newest = new Map<string, VersionRecord>();
  for (const one of versions) {
    const before = newest.get(one.layout);
    if (before === undefined || before.version < one.version) newest.set(one.layout, one);
  }
  return newest;
}

/** Sources with each layout as its version has it, and the offices' own tables after those that are shipped. */
export function pipelinesWith(
  shipped: readonly Pipeline[],
  versions: readonly VersionRecord[],
): readonly Pipeline[] {
  const newest = newestOf(versions);
  const known = new Set(shipped.flatMap(({ layouts }) => layouts.map(({ manifest }) => manifest.layout)));
  const own = [...newest.values()].filter(({ layout }) => !known.has(layout));
  return shipped.map((pipeline) => ({
    ...pipeline,
    layouts: [
      ...pipeline.layouts.map((layout) => {
        const version = newest.get(layout.manifest.layout);
        return version === undefined ? layout : withVersion(layout, version.manifest);
      }),
      ...own
        .filter(({ manifest }) => manifest.source === pipeline.source)
        .map(({ manifest }) => tableLayout(manifest)),
    ],
  }));
}

export const manifestsOf = (pipelines: readonly Pipeline[]): readonly Manifest[] =>
  pipelines.flatMap(({ layouts }) => layouts.map(({ manifest }) => manifest));

/** The layouts in force: what the program ships and what people added, asked of the records each time. */
export function createLayoutBook({ records, versions, shipped }: BookDeps): LayoutBook {
  const inForce = async (): Promise<readonly Pipeline[]> => {
    const all = await versions.all(records.read);
    return pipelinesWith(
      shipped,
      all.filter(({ until }) => until === null),
    );
  };
  return {
    inForce,

    async known() {
      const all = await versions.all(records.read);
      const now = manifestsOf(
        pipelinesWith(
          shipped,
          all.filter(({ until }) => until === null),
        ),
      );
      const live = new Set(now.map(({ layout }) => layout));
      const ended = manifestsOf(pipelinesWith(shipped, all)).filter(({ layout }) => !live.has(layout));
      return [...now, ...ended];
    },

    async version(layout, version): Promise<Layout | null> {
      const own = shipped.flatMap(({ layouts }) => layouts).find((one) => one.manifest.layout === layout);
      const saved = (await versions.all(records.read)).find(
        (one) => one.layout === layout && one.version === version,
      );
      if (saved === undefined) return own ?? null;
      return own === undefined ? tableLayout(saved.manifest) : withVersion(own, saved.manifest);
    },
  };
}
