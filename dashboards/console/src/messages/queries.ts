import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { InboxSchema, PreferencesSchema, type PreferencesInput, type Seen } from '@miaotou/contracts';
import { http } from '../api/index.js';

/** Where the live stream is broken, the inbox is looked at by itself. */
const LOOK_MS = 60_000;

export function useInbox(page: number, unread: boolean, pageSize = 30) {
  return useQuery({
    queryKey: ['messages', page, unread, pageSize],
    queryFn: ({ signal }) =>
      http.request(
        InboxSchema,
        `/messages?page=${page}&pageSize=${pageSize}${unread ? '&unread=true' : ''}`,
        {
          signal,
        },
      ),
    refetchInterval: LOOK_MS,
    placeholderData: keepPreviousData,
  });
}

export function useSee() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Seen) => http.request(z.unknown(), '/messages/seen', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['messages'] }),
  });
}

export function usePreferences() {
  return useQuery({
    queryKey: ['preferences'],
    queryFn: ({ signal }) => http.request(PreferencesSchema, '/preferences', { signal }),
  });
}

export function useSavePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PreferencesInput) =>
      http.request(PreferencesSchema, '/preferences', { method: 'POST', body }),
    onSuccess: (saved) => client.setQueryData(['preferences'], saved),
  });
}

export function useRemoveDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      http.request(z.unknown(), `/preferences/devices/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['preferences'] }),
  });
}
