import { z } from 'zod';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  ReplayAlertPageSchema,
  ReplayDifferencePageSchema,
  ReplayMissPageSchema,
  ReplayPageSchema,
  ReplayRowSchema,
  ReplaySchema,
  RuleDraftSchema,
  RuleTextSchema,
  ShadowSchema,
  type BudgetProposal,
  type DifferenceKind,
  type ReplayDifference,
  type ReplayRequestInput,
  type ReplayRow,
} from '@miaotou/contracts';
import { http } from '../api/index.js';
import { withValue } from '../rules/index.js';

/** How often a replay that goes on is asked after. */
const askAgainMs = 1_500;
const goesOn = ({ state }: Pick<ReplayRow, 'state'>): boolean => state === 'waiting' || state === 'running';
const pathOf = (id: string) => `/replays/${encodeURIComponent(id)}`;

export function useReplays(page: number) {
  return useQuery({
    queryKey: ['replays', 'list', page],
    queryFn: ({ signal }) => http.request(ReplayPageSchema, `/replays?page=${page}&pageSize=20`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(goesOn) === true ? askAgainMs : false),
  });
}

export function useReplay(id: string | null) {
  return useQuery({
    queryKey: ['replays', 'one', id],
    queryFn: ({ signal }) => http.request(ReplaySchema, pathOf(id ?? ''), { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data !== undefined && goesOn(state.data) ? askAgainMs : false),
  });
}

export function useStart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReplayRequestInput) =>
      http.request(ReplayRowSchema, '/replays', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['replays', 'list'] }),
  });
}

/** Stops a replay that goes on, or deletes one that is over. */
export function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, act }: { readonly id: string; readonly act: 'cancel' | 'remove' }) =>
      act === 'cancel'
        ? http.request(z.unknown(), `${pathOf(id)}/cancel`, { method: 'POST' })
        : http.request(z.unknown(), pathOf(id), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['replays'] }),
  });
}

export function useDifferences(id: string, kind: DifferenceKind, page: number) {
  return useQuery({
    queryKey: ['replays', 'differences', id, kind, page],
    queryFn: ({ signal }) =>
      http.request(
        ReplayDifferencePageSchema,
        `${pathOf(id)}/differences?kind=${kind}&page=${page}&pageSize=20`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** The alerts of one rule and subject on one side of a replay, with every step. */
export function useSteps(id: string, side: 'published' | 'candidate', one: ReplayDifference) {
  const asked = new URLSearchParams({ side, rule: one.ruleId, subject: one.subjectId });
  return useQuery({
    queryKey: ['replays', 'steps', id, side, one.ruleId, one.subjectId],
    queryFn: ({ signal }) =>
      http.request(ReplayAlertPageSchema, `${pathOf(id)}/alerts?${asked.toString()}`, { signal }),
  });
}

export function useMisses(id: string, side: 'published' | 'candidate', page: number) {
  return useQuery({
    queryKey: ['replays', 'misses', id, side, page],
    queryFn: ({ signal }) =>
      http.request(ReplayMissPageSchema, `${pathOf(id)}/misses?side=${side}&page=${page}&pageSize=20`, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** Makes drafts of a budget's thresholds, one for each rule, with the replay that they come from. */
export function useDraftProposal(replayId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      changes,
      reason,
    }: {
      readonly changes: BudgetProposal['changes'];
      readonly reason: string;
    }) => {
      const drafts = [];
      for (const ruleId of new Set(changes.map((one) => one.ruleId))) {
        const now = await http.request(RuleTextSchema, `/rules/${encodeURIComponent(ruleId)}/text`, {});
        const text = changes
          .filter((one) => one.ruleId === ruleId)
          .reduce(
            (changed, { threshold, tier, to }) => withValue(changed, ['thresholds', threshold, tier], to),
            now.text,
          );
        const body = { text, ruleId, basedOn: now.version, reason, replayId };
        drafts.push(await http.request(RuleDraftSchema, '/rules/drafts', { method: 'POST', body }));
      }
      return drafts;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['rules'] }),
  });
}

export function useShadows(ruleId: string) {
  return useQuery({
    queryKey: ['shadows', ruleId],
    queryFn: ({ signal }) =>
      http.request(ShadowSchema.array(), `/shadows?rule=${encodeURIComponent(ruleId)}`, { signal }),
  });
}

/** Begins a shadow of a draft, or stops one. */
export function useShadowChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: { readonly start: string } | { readonly stop: string }) =>
      'start' in asked
        ? http.request(ShadowSchema, '/shadows', { method: 'POST', body: { draftId: asked.start } })
        : http.request(ShadowSchema, `/shadows/${encodeURIComponent(asked.stop)}/stop`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['shadows'] }),
  });
}
