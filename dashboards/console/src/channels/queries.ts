import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ChannelSchema, ChannelTestSchema, FailureSchema, type ChannelInput } from '@miaotou/contracts';
import { http } from '../api/index.js';

const WATCH_MS = 10_000;
const at = (id: string) => `/channels/${encodeURIComponent(id)}`;

export function useChannels() {
  return useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => http.request(ChannelSchema.array(), '/channels', { signal }),
    refetchInterval: WATCH_MS,
  });
}

export function useFailures() {
  return useQuery({
    queryKey: ['channels', 'failures'],
    queryFn: ({ signal }) => http.request(FailureSchema.array(), '/channels/failures', { signal }),
    refetchInterval: WATCH_MS,
  });
}

/** Saves a channel: a new one, or the one of the id. */
export function useSaveChannel(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChannelInput) =>
      http.request(ChannelSchema, id === null ? '/channels' : at(id), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}

export function useToggle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, enabled }: { readonly id: string; readonly enabled: boolean }) =>
      http.request(ChannelSchema, `${at(id)}/enabled`, { method: 'POST', body: { enabled } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}

export function useTest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.request(ChannelTestSchema, `${at(id)}/test`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}

export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.request(z.unknown(), at(id), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['channels'] }),
  });
}
