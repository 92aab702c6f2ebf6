import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckedRow, EventDraft, Layout, MappingContext, ObservationDraft } from '@miaotou/contracts';
import { isValidDay, startOfDay } from '@miaotou/domain';
import { withKept } from './kept-readings.js';
import type { KeptReading } from './kept-readings.js';
import { LineWriter } from './line-writer.js';
import type {
  LandedEvent,
  LandedObservation,
  MappedFiles,
  SettledEmployer,
  Stage,
  StagedRow,
} from './ports.js';

export interface MappedDelivery {
  readonly files: MappedFiles;
  /** Rows that are fine cell by cell and make no sense together. */
  readonly rejected: readonly { readonly n: number; readonly text: string }[];
}

/** Rows with a text to read that are mapped in one go, before others get their turn. */
const breathEvery = 50;

const nobody: SettledEmployer = { ident: '0', subject: '', name: '', region: '' };

/** An instant from a day of the county or from ISO text. Throws RangeError where it is neither or cannot be stored. */
function instantText(text: string): string {
  const at = isValidDay(text) ? startOfDay(text) : new Date(text);
  const year = at.getUTCFullYear();
  // The warehouse keeps seconds since 1970 in 32 bits; beyond, a date would come back as another one.
  if (Number.isNaN(at.getTime()) || year < 1970 || year > 2100)
    throw new RangeError(`'${text}' is no instant`);
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function whole(value: number | null): number | null {
  if (value === null) return null;
  if (!Number.isFinite(value)) throw new RangeError('a number that is none');
  return Math.round(value);
}

function landedEvent(
  layout: string,
  draft: EventDraft,
  employer: SettledEmployer,
  sheet: string,
): LandedEvent {
  if (draft.key.trim() === '') throw new RangeError('an event without key');
  const persons = whole(draft.persons);
  if (persons !== null && persons < 0) throw new RangeError('fewer than no people');
  return {
    kind: draft.kind,
    eventId: `${layout}:${draft.key}`,
    employerId: employer.subject,
    employerName: employer.name,
    region: draft.region ?? employer.region,
    industry: draft.industry ?? '',
    occurredAt: instantText(draft.occurredAt),
    persons,
    amountFen: whole(draft.amountFen),
    months: draft.months,
    personKeys: draft.personKeys,
    attributes: draft.attributes,
    sheet,
    row: draft.row,
  };
}

function landedObservation(
  draft: ObservationDraft,
  employer: SettledEmployer,
  sheet: string,
): LandedObservation {
  if (!isValidDay(draft.period)) throw new RangeError(`'${draft.period}' is no period`);
  if (!Number.isFinite(draft.value)) throw new RangeError('a value that is no number');
  const town = draft.region !== undefined;
  const subjectId = draft.region ?? employer.subject;
  if (subjectId === '') throw new RangeError('a value without subject');
  return {
    indicator: draft.indicator,
    subjectKind: town ? 'town' : 'employer',
    subjectId,
    region: draft.region ?? employer.region,
    period: draft.period,
    value: draft.value,
    sheet,
    row: draft.row,
  };
}

/** Groups neighbouring rows; a group may lie across two pages. */
async function* groupsOf(pages: AsyncIterable<readonly StagedRow[]>): AsyncGenerator<readonly StagedRow[]> {
  let group: StagedRow[] = [];
  for await (const page of pages) {
    for (const row of page) {
      if (group[0] !== undefined && group[0].group !== row.group) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  }
  if (group.length > 0) yield group;
}

/** What is known when rows are mapped. */
export interface MappingPremises extends MappingContext {
  readonly employers: ReadonlyMap<string, SettledEmployer>;
  /** What people corrected of events that were delivered before, by event. */
  readonly kept?: ReadonlyMap<string, readonly KeptReading[]>;
}

const nothingKept: ReadonlyMap<string, readonly KeptReading[]> = new Map();

type MappedGroup =
  | { readonly observations: readonly string[]; readonly events: readonly string[] }
  | { readonly refused: string };

/** The lines that a group comes to, or why it comes to none: the mapping is pure, so the reason lies in its rows. */
function mapGroup(...group: Parameters<typeof linesOf>): MappedGroup {
  try {
    return linesOf(...group);
  } catch (error) {
    return { refused: (error instanceof Error ? error.message : String(error)).slice(0, 200) };
  }
}

function linesOf(
  layout: Layout,
  group: readonly StagedRow[],
  { employers, kept = nothingKept, ...context }: MappingPremises,
): { readonly observations: readonly string[]; readonly events: readonly string[] } {
  const rows: readonly CheckedRow[] = group.map(({ checked }) => checked);
  const mapped = layout.map?.(rows, context) ?? { observations: [], events: [] };
  const home = (row: number) => group.find(({ checked }) => checked.row === row) ?? group[0];
  const employerAt = (row: number) => employers.get(home(row)?.ident ?? '') ?? nobody;
  const sheetAt = (row: number) => home(row)?.checked.sheet ?? '';
  return {
    observations: mapped.observations.map((draft) =>
      JSON.stringify(landedObservation(draft, employerAt(draft.row), sheetAt(draft.row))),
    ),
    events: mapped.events.map((told) => {
      const own = kept.get(`${layout.manifest.layout}:${told.key}`) ?? [];
      const draft = own.length === 0 ? told : withKept(told, own);
      return JSON.stringify(
        landedEvent(layout.manifest.layout, draft, employerAt(draft.row), sheetAt(draft.row)),
      );
    }),
  };
}

/** Maps the kept rows of a delivery, group by group, into files that the engine loads. */
export async function mapDelivery(
  layout: Layout,
  stage: Pick<Stage, 'pages'>,
  premises: MappingPremises,
  directory: string,
  step: (rows: number) => Promise<void>,
): Promise<MappedDelivery> {
  const observations = new LineWriter(join(directory, 'observations.ndjson'));
  const events = new LineWriter(join(directory, 'events.ndjson'));
  const rejected: { n: number; text: string }[] = [];
  const readsText = layout.manifest.text.length > 0;
  let done = 0;
  for await (const group of groupsOf(stage.pages())) {
    const mapped = mapGroup(layout, group, premises);
    if ('refused' in mapped) {
      for (const { n } of group) rejected.push({ n, text: mapped.refused });
    } else {
      for (const line of mapped.observations) await observations.write(line);
      for (const line of mapped.events) await events.write(line);
    }
    done += group.length;
    if (readsText && done % breathEvery < group.length) await nextTurn();
    if (done % 2000 < group.length) await step(done);
  }
  await observations.close();
  await events.close();
  return {
    files: {
      observations: observations.lines > 0 ? observations.path : null,
      events: events.lines > 0 ? events.path : null,
    },
    rejected,
  };
}
