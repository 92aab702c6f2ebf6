import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RosterSchema, RosterWeekSchema } from '@miaotou/contracts';
import { http } from '../api/index.js';

export function useRoster() {
  return useQuery({
    queryKey: ['roster', 'posts'],
    queryFn: ({ signal }) => http.request(RosterSchema, '/roster', { signal }),
  });
}

export function useRosterWeek(from: string) {
  return useQuery({
    queryKey: ['roster', 'week', from],
    queryFn: ({ signal }) => http.request(RosterWeekSchema, `/roster/week?from=${from}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Adds to the roster or removes from it. */
export function useRosterChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      to,
      method,
      body,
    }: {
      readonly to: string;
      readonly method: 'POST' | 'DELETE';
      readonly body?: unknown;
    }) => http.request(RosterSchema, `/roster/${to}`, { method, ...(body === undefined ? {} : { body }) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['roster'] }),
  });
}
