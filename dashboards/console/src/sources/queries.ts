import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  ArchiveSchema,
  BatchPageSchema,
  BatchSchema,
  DeliveredPageSchema,
  SourceLayoutSchema,
  type Batch,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

const moving: ReadonlySet<Batch['state']> = new Set(['waiting', 'reading', 'checking', 'landing']);

/** The batch is still on its way. */
export function isMoving(batch: Batch): boolean {
  return moving.has(batch.state);
}

/** Live messages tell of progress; asking now and then covers a broken line. */
const WHILE_MOVING_MS = 2_000;

export function useBatches(search: string) {
  return useQuery({
    queryKey: ['imports', 'list', search],
    queryFn: ({ signal }) => http.request(BatchPageSchema, `/imports?${search}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) === true ? WHILE_MOVING_MS : false),
  });
}

export function useBatch(id: string) {
  return useQuery({
    queryKey: ['imports', 'detail', id],
    queryFn: ({ signal }) => http.request(BatchSchema, `/imports/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isMoving(state.data) ? WHILE_MOVING_MS : false,
  });
}

export function useArchive(id: string) {
  return useQuery({
    queryKey: ['imports', 'archive', id],
    queryFn: ({ signal }) =>
      http.request(ArchiveSchema, `/imports/archives/${encodeURIComponent(id)}`, { signal }),
  });
}

export function useDelivered(id: string, page: number, pageSize: number) {
  return useQuery({
    queryKey: ['imports', 'delivered', id, page],
    queryFn: ({ signal }) =>
      http.request(
        DeliveredPageSchema,
        `/imports/${encodeURIComponent(id)}/rows?page=${page}&pageSize=${pageSize}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** Cancels; whatever comes out, the lists are asked for again. */
export function useBatchChange(id: string, change: 'cancel') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) =>
      http.request(z.unknown(), `/imports/${encodeURIComponent(id)}/${change}`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

export function useLayouts() {
  return useQuery({
    queryKey: ['layouts'],
    queryFn: ({ signal }) => http.request(SourceLayoutSchema.array(), '/sources/layouts', { signal }),
  });
}
