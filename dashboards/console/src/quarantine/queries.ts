import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  CheckedRowsSchema,
  CorrectionPageSchema,
  CorrectionsBegunSchema,
  MappingPreviewSchema,
  QuarantineGroupsSchema,
  QuarantinePageSchema,
  RowHistorySchema,
  ValueMappingSchema,
  WorkListPageSchema,
  type Mapping,
  type QuarantineRow,
} from '@miaotou/contracts';
import { http } from '../api/index.js';
import { byBatch, correctedCells, type Corrections } from './corrections.js';

const batchPath = (id: string) => `/imports/${encodeURIComponent(id)}`;
/** Corrections run in the background; the lists are asked for again until they are through. */
const MOVING_MS = 2_000;
const ended: ReadonlySet<string> = new Set(['done', 'refused', 'failed', 'cancelled']);

export function useBatchQuarantine(id: string, search: string) {
  return useQuery({
    queryKey: ['imports', 'quarantine', id, search],
    queryFn: ({ signal }) =>
      http.request(QuarantinePageSchema, `${batchPath(id)}/quarantine?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useGroups(search: string) {
  return useQuery({
    queryKey: ['imports', 'groups', search],
    queryFn: ({ signal }) => http.request(QuarantineGroupsSchema, `/quarantine/groups?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useWorkList(search: string) {
  return useQuery({
    queryKey: ['imports', 'work-list', search],
    queryFn: ({ signal }) => http.request(WorkListPageSchema, `/quarantine?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useHistory({ batchId, sheet, row, version }: QuarantineRow) {
  const query = new URLSearchParams({ sheet, row: String(row) });
  return useQuery({
    queryKey: ['imports', 'history', batchId, sheet, row, version],
    queryFn: ({ signal }) =>
      http.request(RowHistorySchema, `${batchPath(batchId)}/quarantine/history?${query.toString()}`, {
        signal,
      }),
  });
}

export type RowChange = 'rerun' | 'confirm' | 'discard' | 'restore';

/** Sends chosen rows, to each delivery its own; whatever comes out, the lists are asked for again. */
export function useRowChange(change: RowChange) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: {
      readonly rows: readonly QuarantineRow[];
      readonly corrections: Corrections;
      readonly reason: string;
    }) => {
      for (const [batchId, own] of byBatch(input.rows)) {
        const rows = own.map((row) => ({
          sheet: row.sheet,
          row: row.row,
          version: row.version,
          ...(change === 'rerun' ? { cells: correctedCells(row, input.corrections) } : {}),
        }));
        await http.request(z.unknown(), `${batchPath(batchId)}/${change}`, {
          method: 'POST',
          body: { rows, reason: input.reason },
        });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

/** Asks for the faults that a row would still have; keeps nothing. */
export function useCheck() {
  return useMutation({
    mutationFn: async ({ row, corrections }: { row: QuarantineRow; corrections: Corrections }) => {
      const { sheet, row: at, version } = row;
      const rows = [{ sheet, row: at, version, cells: correctedCells(row, corrections) }];
      const body = { rows };
      const checked = await http.request(CheckedRowsSchema, `${batchPath(row.batchId)}/quarantine/check`, {
        method: 'POST',
        body,
      });
      return checked.rows[0]?.faults ?? [];
    },
  });
}

export function usePreview() {
  return useMutation({
    mutationFn: (mapping: Mapping) =>
      http.request(MappingPreviewSchema, '/quarantine/mappings/preview', { method: 'POST', body: mapping }),
  });
}

export function useApply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: {
      readonly mapping: Mapping;
      readonly rows: number;
      readonly reason: string;
      readonly keep: boolean;
    }) => http.request(CorrectionsBegunSchema, '/quarantine/mappings', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

export function useCorrections(page: number) {
  return useQuery({
    queryKey: ['imports', 'corrections', page],
    queryFn: ({ signal }) =>
      http.request(CorrectionPageSchema, `/quarantine/corrections?page=${page}&pageSize=20`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => !ended.has(one.state)) === true ? MOVING_MS : false,
  });
}

export function useMappings() {
  return useQuery({
    queryKey: ['imports', 'mappings'],
    queryFn: ({ signal }) => http.request(ValueMappingSchema.array(), '/quarantine/mappings', { signal }),
  });
}

/** Takes a correction back, or ends a standing mapping. */
export function useTakeBack(what: 'corrections' | 'mappings') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      http.request(
        z.unknown(),
        `/quarantine/${what}/${encodeURIComponent(id)}/${what === 'mappings' ? 'end' : 'undo'}`,
        { method: 'POST', body: { reason } },
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}
