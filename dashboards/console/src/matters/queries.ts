import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  EmployerMattersSchema,
  MatterDetailSchema,
  MatterPageSchema,
  type Apart,
  type Join,
  type UndoDecision,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

export function useMatters(search: string) {
  return useQuery({
    queryKey: ['matters', 'list', search],
    queryFn: ({ signal }) => http.request(MatterPageSchema, `/matters?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useMatter(id: string) {
  return useQuery({
    queryKey: ['matters', 'one', id],
    queryFn: ({ signal }) =>
      http.request(MatterDetailSchema, `/matters/${encodeURIComponent(id)}`, { signal }),
  });
}

export function useEmployerMatters(employerId: string) {
  return useQuery({
    queryKey: ['matters', 'employer', employerId],
    queryFn: ({ signal }) =>
      http.request(EmployerMattersSchema, `/employers/${encodeURIComponent(employerId)}/matters`, {
        signal,
      }),
  });
}

/** What a person decides of a link. */
export type LinkStep =
  | ({ readonly do: 'apart' } & Apart)
  | ({ readonly do: 'join' } & Join)
  | ({ readonly do: 'undo' } & UndoDecision);

/** Decides of a link; every page of matters is read anew after it. */
export function useLinkStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ do: step, ...body }: LinkStep) =>
      http.request(z.unknown(), `/matters/${step}`, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['matters'] }),
  });
}
