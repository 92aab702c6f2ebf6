import type {
  QuarantineGroup,
  QuarantineGroups,
  QuarantineRow,
  RowVersion,
  WorkListQuery,
} from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import { faultMessage } from '../sources/index.js';
import type { Page, PageQuery } from '../sources/index.js';
import type { House, KnownLayouts, QuarantineDeps } from './house.js';
import { notOpen } from './problems.js';
import type { GroupCount, RowPlace, Wanted } from './ports.js';
import { headersOf, shownRow, shownVersions } from './views.js';

type Filter = Omit<WorkListQuery, 'page' | 'pageSize'>;

/** Bounds in days of how long rows have waited. */
const waits = [7, 30, 90] as const;
const largestGroups = 100;
const dayMs = 86_400_000;

/** The quarantine as a list of work: what waits, why, since when, and what was done before. */
export interface WorkList {
  list(query: WorkListQuery): Promise<Page<QuarantineRow>>;
  groups(filter: Filter): Promise<QuarantineGroups>;
  ofBatch(
    batchId: string,
    query: PageQuery & {
      readonly reason?: string | undefined;
      readonly field?: string | undefined;
      readonly state?: QuarantineRow['state'] | undefined;
    },
  ): Promise<
    Page<QuarantineRow> & {
      reasons: Pick<QuarantineGroup, 'code' | 'field' | 'header' | 'message' | 'rows'>[];
    }
  >;
  history(batchId: string, place: RowPlace): Promise<{ headers: string[]; versions: RowVersion[] }>;
}

export function createWorkList(deps: QuarantineDeps, house: House): WorkList {
  const { quarantined, clock } = deps;

  function wantedOf(known: KnownLayouts, filter: Filter): Wanted {
    const { source, office, layout, reason, field, value, state, waited } = filter;
    const layouts = known.matching({ source, office, layout });
    const before = waited === undefined ? undefined : new Date(clock.now().getTime() - waited * dayMs);
    return {
      ...(layouts === undefined ? {} : { layouts }),
      ...(reason === undefined ? {} : { reason }),
      ...(field === undefined ? {} : { field }),
      ...(value === undefined ? {} : { value }),
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { before }),
    };
  }

  function shownGroup(known: KnownLayouts, group: GroupCount): QuarantineGroup[] {
    const manifest = known.of(group.layout);
    // A layout that the product no longer knows has nobody to ask and no column to map.
    if (manifest === undefined) return [];
    const column = manifest.columns.find(({ field }) => field === group.field);
    return [
      {
        ...group,
        source: manifest.source,
        layoutName: manifest.name,
        office: manifest.office,
        header: headersOf(manifest, [], group.field),
        message: { ...faultMessage(group.code) },
        oldest: dayOf(group.oldest),
        mappable: column !== undefined && column.personal === undefined,
        values: group.values.map((one) => ({ ...one })),
      },
    ];
  }

  return {
    async list({ page, pageSize, ...filter }) {
      const layouts = await house.layouts();
      const found = await quarantined.rows(wantedOf(layouts, filter), { page, pageSize });
      const batches = await house.batches(found.items.map(({ batchId }) => batchId));
      const items = found.items.flatMap((entry) => {
        const batch = batches.get(entry.batchId);
        return batch === undefined ? [] : [shownRow(batch, layouts.of(batch.layout), entry)];
      });
      return { items, total: found.total, page, pageSize };
    },

    async groups(filter) {
      const layouts = await house.layouts();
      const wanted = wantedOf(layouts, filter);
      const now = clock.now();
      const found = await quarantined.groups(wanted, largestGroups);
      const bounds = waits.map((days) => new Date(now.getTime() - days * dayMs));
      const { rows, batches, oldest } = await quarantined.waitingSince(wanted, []);
      // How long rows have waited is told of all of them, also where only old ones are asked for.
      const all = await quarantined.waitingSince(wantedOf(layouts, { ...filter, waited: undefined }), bounds);
      const older = [all.rows, ...all.before];
      return {
        rows,
        batches,
        oldest: oldest === null ? null : dayOf(oldest),
        waited: older.map((count, at) => ({ days: waits[at - 1] ?? 0, rows: count })),
        groups: found.items.flatMap((group) => shownGroup(layouts, group)),
        total: found.total,
      };
    },

    async ofBatch(batchId, { page, pageSize, reason, field, state }) {
      const batch = await house.batch(batchId);
      const manifest = (await house.layouts()).of(batch.layout);
      const wanted = {
        batchId: batch.id,
        ...(reason === undefined ? {} : { reason }),
        ...(field === undefined ? {} : { field }),
        state: state ?? ('any' as const),
      };
      const found = await quarantined.rows(wanted, { page, pageSize });
      const { items: reasons } = await quarantined.groups({ batchId: batch.id }, largestGroups);
      return {
        items: found.items.map((entry) => shownRow(batch, manifest, entry)),
        total: found.total,
        page,
        pageSize,
        reasons: reasons.map(({ code, field: of, rows }) => ({
          code,
          field: of,
          header: headersOf(manifest, Object.values(batch.headers).flat(), of),
          rows,
          message: { ...faultMessage(code) },
        })),
      };
    },

    async history(batchId, place) {
      const batch = await house.batch(batchId);
      const entries = await quarantined.history(batch.id, place);
      if (entries.length === 0) throw notOpen(batch.fileName, place.sheet, place.row);
      const headers = [...(batch.headers[place.sheet] ?? [])];
      return { headers, versions: shownVersions((await house.layouts()).of(batch.layout), headers, entries) };
    },
  };
}
