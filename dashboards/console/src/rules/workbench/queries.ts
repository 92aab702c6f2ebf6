import { z } from 'zod';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  EffectAnswerSchema,
  EffectEvidenceSchema,
  RuleDraftSchema,
  SpreadsSchema,
  type Thresholds,
} from '@miaotou/contracts';
import { http } from '../../api/index.js';
import { triedText } from './tried.js';

const pathOf = (id: string) => `/rules/${encodeURIComponent(id)}/effects`;

/** How often the preparing of past weeks is asked after. */
const askAgainMs = 800;

/** What the tried numbers would have done; a question that a newer keystroke made stale is given up. */
export function useRuleEffect(id: string, tried: Thresholds, ready: boolean) {
  return useQuery({
    queryKey: ['effects', id, triedText(tried)],
    queryFn: ({ signal }) =>
      http.request(EffectAnswerSchema, pathOf(id), { method: 'POST', body: { thresholds: tried }, signal }),
    placeholderData: keepPreviousData,
    enabled: ready,
    refetchInterval: ({ state }) => (state.data?.state === 'warming' ? askAgainMs : false),
  });
}

export function useSpreads(id: string, prepared: boolean) {
  return useQuery({
    queryKey: ['effects', id, 'spreads', prepared],
    queryFn: ({ signal }) => http.request(SpreadsSchema.nullable(), `${pathOf(id)}/spreads`, { signal }),
    refetchInterval: ({ state }) => (state.data === null ? askAgainMs : false),
  });
}

export function useEffectEvidence(id: string, subject: string, at: string, tried: Thresholds) {
  return useQuery({
    queryKey: ['effects', id, 'evidence', subject, at, triedText(tried)],
    queryFn: ({ signal }) =>
      http.request(EffectEvidenceSchema, `${pathOf(id)}/evidence`, {
        method: 'POST',
        body: { subject, at, thresholds: tried },
        signal,
      }),
  });
}

/** Makes a draft of the tried numbers, for a second person to approve. */
export function useDraft(id: string, tried: Thresholds) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      http.request(RuleDraftSchema, `${pathOf(id)}/draft`, {
        method: 'POST',
        body: { thresholds: tried, reason },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rules'] }),
  });
}

/** Stops the preparing of past weeks; looking again goes on where it stopped. */
export function useStopPreparing(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.request(z.unknown(), `${pathOf(id)}/preparing`, { method: 'DELETE' }),
    onSuccess: () => client.cancelQueries({ queryKey: ['effects', id] }),
  });
}
