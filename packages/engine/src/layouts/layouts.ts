import { countUnits, moneyUnits, unitWorth } from '@miaotou/contracts';
import type {
  ColumnUnit,
  LayoutDraft,
  LayoutPreview,
  LayoutVersion,
  Pipeline,
  Proposal,
  ProposalQuery,
  Sample,
  SampleRef,
} from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { SourceFamily } from '@miaotou/domain';
import type { Viewer } from '../people/index.js';
import { areYearLast, provenOrder, tryDelivery } from '../sources/index.js';
import type { BatchRecord, Imports, ImportsDeps } from '../sources/index.js';
import { isRecordId } from '../shared/index.js';
import { manifestsOf, pipelinesWith } from './book.js';
import { takenOver, unread } from './conflicts.js';
import { relaxableFields, tableManifest, withMappedHeadings } from './draft.js';
import type { Drafted } from './draft.js';
import type { LayoutVersions, VersionRecord } from './ports.js';
import { layoutUnknown, notRefused, notSavable, problems, sheetUnknown, versionUnknown } from './problems.js';
import { layoutCandidates, likelyHeader, propose, tableCandidates } from './propose.js';
import { headingsOf, maskedRows, sampleFile, sampleSheets } from './sample.js';
import type { SampleFile, SampleSheet } from './sample.js';
import { nextVersion } from './versions.js';
import { previewOf, versionViews } from './views.js';

export interface LayoutsDeps extends ImportsDeps {
  readonly versions: LayoutVersions;
  readonly shipped: readonly Pipeline[];
  readonly imports: Pick<Imports, 'receive'>;
  /** Has a batch run in the background. */
  readonly enqueue: (batchId: number) => Promise<void>;
}

/** A preview reads so many rows of a long file, and shows so many of what would come out. */
const triedRows = 2_000;
const shownLines = 50;
const samplesShown = 4;

interface Checked extends Drafted {
  readonly file: SampleFile;
  readonly pipelines: readonly Pipeline[];
}

export function createLayouts(deps: LayoutsDeps) {
  const { records, versions, shipped, reader, clock } = deps;

  const active = async () => (await versions.all(records.read)).filter(({ until }) => until === null);
  const ofSource = (pipelines: readonly Pipeline[], source: SourceFamily) =>
    manifestsOf(pipelines.filter((pipeline) => pipeline.source === source));

  async function sheetOf(file: SampleFile, name: string): Promise<SampleSheet> {
    const sheet = (await sampleSheets(deps, file)).find((one) => one.name === name);
    if (sheet === undefined) throw sheetUnknown();
    return sheet;
  }

  function offices(pipelines: readonly Pipeline[]): Sample['offices'] {
    const known = new Map(manifestsOf(pipelines).map(({ office }) => [office.code, office]));
    return [...known.values()].toSorted((a, b) => a.code.localeCompare(b.code));
  }

  /** The manifest that a draft makes of its layout, or of a new table. */
  function draft(
    { target, columns, relaxed }: LayoutDraft,
    file: SampleFile,
    pipelines: readonly Pipeline[],
    all: readonly VersionRecord[],
  ): Drafted {
    if (target.kind === 'table') {
      const office = offices(pipelines).find(({ code }) => code === target.office);
      const facts = {
        source: file.source,
        layout: `own-${all.length + 1}`,
        name: target.name,
        office: office ?? { code: target.office, name: { zh: target.office, en: target.office } },
        every: target.every,
      };
      const drafted = tableManifest(facts, columns, reader);
      return office === undefined
        ? { ...drafted, problems: [...drafted.problems, problems.officeUnknown()] }
        : drafted;
    }
    const base = ofSource(pipelines, file.source).find(({ layout }) => layout === target.layout);
    if (base === undefined) throw layoutUnknown();
    const own = manifestsOf(shipped).find(({ layout }) => layout === target.layout);
    const known = all.filter(({ layout }) => layout === target.layout).map(({ version }) => version);
    return withMappedHeadings(base, nextVersion(own?.version ?? null, known), { columns, relaxed }, reader);
  }

  /** A draft with everything that keeps it from being saved, and the layouts as they would be with it. */
  async function check(input: LayoutDraft): Promise<Checked> {
    const file = await sampleFile(deps, input.sample);
    const all = await versions.all(records.read);
    const live = all.filter(({ until }) => until === null);
    const before = pipelinesWith(shipped, live);
    const drafted = draft(input, file, before, all);
    const { manifest } = drafted;
    const saved = {
      id: 0,
      author: '',
      reason: '',
      since: clock.now(),
      until: null,
      endedBy: null,
      endedReason: null,
    };
    const candidate = { ...saved, layout: manifest.layout, version: manifest.version, manifest };
    const pipelines = pipelinesWith(shipped, [...live, candidate]);
    if (drafted.problems.length > 0) return { ...drafted, file, pipelines };
    const sheet = await sheetOf(file, input.sheet);
    const after = ofSource(pipelines, file.source);
    const hints = {
      fileName: file.fileName,
      sheetName: sheet.name,
      hiddenColumns: sheet.hiddenColumns,
      receivedOn: dayOf(file.batch?.observedAt ?? clock.now()),
    };
    const merged = after.find(({ layout }) => layout === manifest.layout) ?? manifest;
    const found = reader.recognise(sheet.head, after, hints);
    const nearest = reader.recognise(sheet.head, [merged], hints);
    return {
      manifest: merged,
      file,
      pipelines,
      problems: [
        ...unread(found, merged, nearest, input.headerRow),
        ...takenOver(reader, ofSource(before, file.source), after, manifest.layout),
      ],
    };
  }

  function batchOf({ batch, ...file }: SampleFile): BatchRecord {
    const now = clock.now();
    if (batch !== null) return batch;
    return {
      ...file,
      id: 0,
      layout: null,
      layoutVersion: null,
      fileBytes: 0,
      via: 'upload',
      receivedFrom: '',
      receivedAt: now,
      observedAt: now,
      period: null,
      state: 'reading',
      progress: { done: 0, total: null },
      rows: 0,
      accepted: 0,
      quarantined: 0,
      held: 0,
      duplicates: 0,
      corrected: 0,
      problem: null,
      notes: [],
      archive: null,
      corrects: null,
      finishedAt: null,
      cancelAsked: null,
      headers: {},
    };
  }

  return {
    /** Keeps a file by which columns are mapped. Throws when it cannot be read. */
    async keepSample(path: string, fileName: string, source: SourceFamily): Promise<SampleRef> {
      await reader.open(path, fileName);
      const { sha256 } = await deps.files.keep(path);
      return { sha256, fileName: reader.safeName(fileName), source };
    },

    async sample(ref: SampleRef): Promise<Sample> {
      const file = await sampleFile(deps, ref);
      const pipelines = pipelinesWith(shipped, await active());
      const manifests = ofSource(pipelines, file.source);
      const sheets = await sampleSheets(deps, file);
      const wordsOf = (text: string) => reader.headingWords(text).words;
      const known = new Set(
        manifests.flatMap(({ columns }) =>
          columns.flatMap(({ header, aliases }) => [header, ...aliases].map(wordsOf)),
        ),
      );
      const [first] = sheets;
      const found = first === undefined ? null : reader.recognise(first.head, manifests, { fileName: '' });
      const near = found === null || found.ok ? [] : found.expected.map(({ layout }) => layout);
      const rank = (layout: string) => (near.includes(layout) ? near.indexOf(layout) : near.length);
      const senders = new Set(manifests.map(({ office }) => office.code));
      const own = new Set(manifestsOf(shipped).map(({ layout }) => layout));
      return {
        fileName: file.fileName,
        source: file.source,
        sheets: sheets.map(({ name, head }) => ({
          name,
          rows: maskedRows(head, manifests, reader),
          headerRow: likelyHeader(head, known, reader),
        })),
        layouts: manifests
          .toSorted((a, b) => rank(a.layout) - rank(b.layout))
          .map((manifest) => {
            const { layout, name, columns } = manifest;
            const relaxable = relaxableFields(manifest);
            return {
              layout,
              name,
              own: !own.has(layout),
              fields: columns.map(({ field, header, type, required, present }) => ({
                field,
                header,
                type,
                needed: required || present,
                relaxable: relaxable.has(field),
              })),
            };
          }),
        // Offices of the same source first: one of them sent it most likely.
        offices: offices(pipelines).toSorted(
          (a, b) => Number(senders.has(b.code)) - Number(senders.has(a.code)),
        ),
      };
    },

    async proposal({ sample, sheet: name, headerRow, twoRows, layout }: ProposalQuery): Promise<Proposal> {
      const file = await sampleFile(deps, sample);
      const manifests = ofSource(pipelinesWith(shipped, await active()), file.source);
      const { head } = await sheetOf(file, name);
      const below = headingsOf(head, headerRow, twoRows);
      if (below === null) throw sheetUnknown();
      const manifest = manifests.find((one) => one.layout === layout);
      if (layout !== null && manifest === undefined) throw layoutUnknown();
      const rows = maskedRows(head, manifests, reader).filter(({ row }) => row > headerRow);
      const columns = below.headings.map((heading, at) => ({
        at,
        heading,
        cells: below.rows.map(({ cells }) => cells[at] ?? ''),
        samples: rows
          .map(({ cells }) => cells[at] ?? '')
          .filter((cell) => cell.trim() !== '')
          .slice(0, samplesShown),
      }));
      const candidates = manifest === undefined ? tableCandidates(file.source) : layoutCandidates(manifest);
      const proposed = propose(
        columns.map(({ heading, cells }) => ({ heading, samples: cells })),
        candidates,
        reader,
      );
      const unitOf = (heading: string): ColumnUnit | null => {
        const { unit, times } = reader.headingWords(heading);
        const money = moneyUnits.find((one) => unitWorth[one] === unit);
        return money ?? countUnits.find((one) => unitWorth[one] === times) ?? null;
      };
      return {
        columns: columns
          .map(({ at, heading, cells, samples }) => ({
            at,
            heading,
            samples,
            ...(proposed[at] ?? { field: null, known: false }),
            unit: unitOf(heading),
            yearLast: areYearLast(cells),
            order: provenOrder(cells),
          }))
          .filter(({ heading }) => heading !== ''),
      };
    },

    /** What would become of the sample under a draft; writes nothing. */
    async preview(input: LayoutDraft, signal: AbortSignal): Promise<LayoutPreview> {
      const checked = await check(input);
      if (checked.problems.length > 0) return { problems: [...checked.problems], result: null };
      const layouts = { ...deps.layouts, inForce: async () => checked.pipelines };
      const limits = { rows: triedRows, shown: shownLines };
      const tried = await tryDelivery({ ...deps, layouts }, batchOf(checked.file), limits, signal);
      return { problems: [], result: previewOf(tried) };
    },

    async save(
      { reason, ...input }: LayoutDraft & { readonly reason: string },
      viewer: Viewer,
    ): Promise<{ readonly layout: string; readonly version: number }> {
      // Two people who save at once must not take one number.
      return deps.locks.underLock('layout-versions', async () => {
        const { manifest, problems: found } = await check(input);
        if (found.length > 0) throw notSavable(found);
        const { layout, version } = manifest;
        const facts = { layout, version, manifest, author: viewer.username, reason, since: clock.now() };
        await versions.add(records.read, facts);
        return { layout, version };
      });
    },

    /** Takes a version out of force: the one before holds again, and what it read stays as it is. */
    async end(id: string, reason: string, viewer: Viewer): Promise<void> {
      const ending = { at: clock.now(), by: viewer.username, reason };
      const done = isRecordId(id) && (await versions.end(records.read, Number(id), ending));
      if (!done) throw versionUnknown();
    },

    async history(): Promise<LayoutVersion[]> {
      const all = await versions.all(records.read);
      return versionViews(all, shipped, await versions.uses(records.read));
    },

    /** Runs a file that was refused, or a sample, as a new import. */
    async again(
      ref: SampleRef,
      viewer: Viewer,
    ): Promise<{ readonly batchId: number; readonly known: boolean }> {
      const { batch, source, fileName, sha256 } = await sampleFile(deps, ref);
      if (batch !== null && batch.state !== 'refused') throw notRefused();
      const now = clock.now();
      const received = await deps.imports.receive({
        source,
        path: deps.files.pathOf(sha256),
        fileName,
        via: 'upload',
        receivedFrom: viewer.username,
        receivedAt: now,
        ...(batch === null ? {} : { observedAt: batch.observedAt }),
      });
      await deps.enqueue(received.batchId);
      return received;
    },
  };
}
export type Layouts = ReturnType<typeof createLayouts>;
