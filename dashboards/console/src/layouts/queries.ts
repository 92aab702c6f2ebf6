import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  LayoutPreviewSchema,
  LayoutSavedSchema,
  LayoutVersionSchema,
  ProposalSchema,
  ReceivedSchema,
  SampleRefSchema,
  SampleSchema,
} from '@miaotou/contracts';
import type { LayoutDraft, ProposalQuery, SampleRef } from '@miaotou/contracts';
import type { SourceFamily } from '@miaotou/domain';
import { http } from '../api/index.js';

const post = (body: unknown, signal?: AbortSignal) => ({
  method: 'POST' as const,
  body,
  ...(signal === undefined ? {} : { signal }),
});

export function useVersions() {
  return useQuery({
    queryKey: ['layouts', 'versions'],
    queryFn: ({ signal }) => http.request(LayoutVersionSchema.array(), '/layouts/versions', { signal }),
  });
}

export function useSample(ref: SampleRef) {
  return useQuery({
    queryKey: ['layouts', 'sample', ref],
    queryFn: ({ signal }) => http.request(SampleSchema, '/layouts/samples', post(ref, signal)),
  });
}

export function useProposal(query: ProposalQuery) {
  return useQuery({
    queryKey: ['layouts', 'proposal', query],
    queryFn: ({ signal }) => http.request(ProposalSchema, '/layouts/proposals', post(query, signal)),
  });
}

/** What would become of the sample; asked anew whenever the draft changes, the last answer stays meanwhile. */
export function usePreview(draft: LayoutDraft | null) {
  return useQuery({
    queryKey: ['layouts', 'preview', draft],
    queryFn: ({ signal }) => http.request(LayoutPreviewSchema, '/layouts/previews', post(draft, signal)),
    enabled: draft !== null,
    placeholderData: keepPreviousData,
  });
}

export function useBring() {
  return useMutation({
    mutationFn: ({ file, source }: { readonly file: File; readonly source: SourceFamily }) =>
      http.upload(SampleRefSchema, {
        file,
        path: `/layouts/samples/files?source=${source}`,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
  });
}

export function useSave() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: LayoutDraft & { readonly reason: string }) =>
      http.request(LayoutSavedSchema, '/layouts/versions', post(draft)),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['layouts', 'versions'] }),
        client.invalidateQueries({ queryKey: ['layouts'], exact: true }),
      ]),
  });
}

export function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      http.request(z.unknown(), `/layouts/versions/${encodeURIComponent(id)}/end`, post({ reason })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['layouts'] }),
  });
}

/** Runs the sample as a new import. */
export function useAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sample: SampleRef) =>
      http.request(ReceivedSchema, '/layouts/samples/imports', post({ sample })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}
