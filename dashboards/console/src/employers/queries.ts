import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  EmployerIdentitySchema,
  EmployerPageSchema,
  EmployerSpellingsSchema,
  EmployerTwinsSchema,
  MergePreviewSchema,
  type EmployerAnswer,
  type NewLink,
  type Split,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

const path = (id: string) => encodeURIComponent(id);

/** Employers whose name, other name or code holds a text. */
export function useFound(text: string) {
  return useQuery({
    queryKey: ['employers', 'found', text],
    enabled: text.trim() !== '',
    queryFn: ({ signal }) =>
      http.request(EmployerPageSchema, `/employers?pageSize=10&q=${encodeURIComponent(text.trim())}`, {
        signal,
      }),
  });
}

export function useIdentity(id: string) {
  return useQuery({
    queryKey: ['employer', id, 'identity'],
    queryFn: ({ signal }) =>
      http.request(EmployerIdentitySchema, `/employers/${path(id)}/identity`, { signal }),
  });
}

export function useTwins(id: string) {
  return useQuery({
    queryKey: ['employer', id, 'twins'],
    queryFn: ({ signal }) => http.request(EmployerTwinsSchema, `/employers/${path(id)}/twins`, { signal }),
  });
}

export function useMergePreview(id: string, into: string) {
  return useQuery({
    queryKey: ['merge-preview', id, into],
    enabled: into !== '',
    gcTime: 0,
    queryFn: ({ signal }) =>
      http.request(MergePreviewSchema, `/employers/${path(id)}/merge?into=${path(into)}`, { signal }),
  });
}

export function useSpellings(id: string) {
  return useQuery({
    queryKey: ['spellings', id],
    gcTime: 0,
    queryFn: ({ signal }) =>
      http.request(EmployerSpellingsSchema, `/employers/${path(id)}/spellings`, { signal }),
  });
}

type Change =
  | { readonly do: 'merge'; readonly id: string; readonly into: string; readonly reason: string }
  | ({ readonly do: 'split'; readonly id: string } & Split)
  | { readonly do: 'undo'; readonly moveId: string; readonly reason: string }
  | ({ readonly do: 'link'; readonly id: string } & NewLink)
  | { readonly do: 'end-link'; readonly linkId: string; readonly until: string };

function send(change: Change): Promise<unknown> {
  const post = (to: string, body: unknown) => http.request(z.unknown(), to, { method: 'POST', body });
  switch (change.do) {
    case 'merge':
      return post(`/employers/${path(change.id)}/merge`, { into: change.into, reason: change.reason });
    case 'split':
      return post(`/employers/${path(change.id)}/split`, {
        names: change.names,
        to: change.to,
        reason: change.reason,
      });
    case 'undo':
      return post(`/employer-moves/${path(change.moveId)}/undo`, { reason: change.reason });
    case 'link': {
      const { toId, kind, since, until, reason } = change;
      return post(`/employers/${path(change.id)}/links`, { toId, kind, since, until, reason });
    }
    case 'end-link':
      return post(`/employer-links/${path(change.linkId)}/end`, { until: change.until });
  }
}

/** A change of the register; every page of employers is read anew after it. */
export function useChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['employer'] });
      await client.invalidateQueries({ queryKey: ['employers'] });
    },
  });
}

export type NameStep =
  { readonly ids: readonly string[]; readonly answer: EmployerAnswer } | { readonly undo: string };

/** Answers one or several names, or takes an answer back. */
export function useNameStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: NameStep) =>
      'undo' in step
        ? http.request(z.unknown(), `/employer-questions/${path(step.undo)}/undo`, { method: 'POST' })
        : http.request(z.unknown(), '/employer-questions/answers', { method: 'POST', body: step }),
    onSettled: () => client.invalidateQueries({ queryKey: ['names'] }),
  });
}
