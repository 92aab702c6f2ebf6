import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  ConnectionProbeSchema,
  ConnectionSchema,
  MadePushKeySchema,
  PushKeySchema,
  type ConnectionInput,
  type NewPushKey,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

/** A pull that was asked for shows when it has come to something. */
const WATCH_MS = 5_000;

const at = (id: string) => `/connections/${encodeURIComponent(id)}`;

export function useConnections() {
  return useQuery({
    queryKey: ['connections'],
    queryFn: ({ signal }) => http.request(ConnectionSchema.array(), '/connections', { signal }),
    refetchInterval: WATCH_MS,
  });
}

/** Saves a connection: a new one, or the one of the id. */
export function useSave(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ConnectionInput) =>
      http.request(ConnectionSchema, id === null ? '/connections' : at(id), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
}

/** Tries a connection as written; the id lends the secret that is kept. */
export function useTry(id: string | null) {
  return useMutation({
    mutationFn: (input: ConnectionInput) =>
      http.request(ConnectionProbeSchema, '/connections/test', {
        method: 'POST',
        body: id === null ? input : { ...input, id },
      }),
  });
}

export function useRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.request(z.unknown(), `${at(id)}/run`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
}

export function useRemove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.request(z.unknown(), at(id), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['connections'] }),
  });
}

export function usePushKeys() {
  return useQuery({
    queryKey: ['push-keys'],
    queryFn: ({ signal }) => http.request(PushKeySchema.array(), '/push-keys', { signal }),
  });
}

export function useMakeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPushKey) => http.request(MadePushKeySchema, '/push-keys', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['push-keys'] }),
  });
}

export function useRevoke() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      http.request(z.unknown(), `/push-keys/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['push-keys'] }),
  });
}
