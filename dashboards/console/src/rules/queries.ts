import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  RuleChangeSchema,
  RuleCheckResultSchema,
  RuleDraftSchema,
  RuleHistorySchema,
  RuleImportedSchema,
  RuleImportPreviewSchema,
  RuleRowSchema,
  RuleTextSchema,
} from '@miaotou/contracts';
import type { RuleCheckRequest } from '@miaotou/contracts';
import { http } from '../api/index.js';

const of = (id: string) => `/rules/${encodeURIComponent(id)}`;

export function useRules() {
  return useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => http.request(RuleRowSchema.array(), '/rules', { signal }),
  });
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: ['rules', id, 'versions'],
    queryFn: ({ signal }) => http.request(RuleHistorySchema, `${of(id)}/versions`, { signal }),
  });
}

export function useChanges(id: string, from: number, to: number) {
  return useQuery({
    queryKey: ['rules', id, 'changes', from, to],
    queryFn: ({ signal }) =>
      http.request(RuleChangeSchema.array(), `${of(id)}/changes?from=${from}&to=${to}`, { signal }),
    enabled: from !== to,
  });
}

/** The newest version as text; nothing is asked for a new rule. */
export function useText(id: string | null) {
  return useQuery({
    queryKey: ['rules', id, 'text'],
    queryFn: ({ signal }) => http.request(RuleTextSchema, `${of(id ?? '')}/text`, { signal }),
    enabled: id !== null,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useDraft(draftId: string | null) {
  return useQuery({
    queryKey: ['rules', 'draft', draftId],
    queryFn: ({ signal }) =>
      http.request(RuleDraftSchema, `/rules/drafts/${encodeURIComponent(draftId ?? '')}`, { signal }),
    enabled: draftId !== null,
    refetchOnWindowFocus: false,
  });
}

/** Faults and changes of a text; the last answer stays while the next is on its way. */
export function useCheck(asked: RuleCheckRequest) {
  return useQuery({
    queryKey: ['rules', 'check', asked],
    queryFn: ({ signal }) =>
      http.request(RuleCheckResultSchema, '/rules/check', { method: 'POST', body: asked, signal }),
    enabled: asked.text.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** A change of a draft or a rule that answers with the draft. */
export function useDraftAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: unknown }) =>
      http.request(RuleDraftSchema, `/rules/${path}`, { method: 'POST', body }),
    onSuccess: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'rules' && queryKey[2] !== 'text',
      }),
  });
}

export function useImportPreview() {
  return useMutation({
    mutationFn: (files: readonly { readonly name: string; readonly text: string }[]) =>
      http.request(RuleImportPreviewSchema, '/rules/imports/preview', { method: 'POST', body: { files } }),
  });
}

export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: {
      readonly files: readonly { readonly name: string; readonly text: string }[];
      readonly reason: string;
    }) => http.request(RuleImportedSchema, '/rules/imports', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rules'] }),
  });
}
