import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import {
  IncidentDetailSchema,
  IncidentMovedSchema,
  IncidentMovePreviewSchema,
  IncidentPageSchema,
  IncidentPlanSchema,
  IncidentStandingSchema,
  PeopleListSchema,
  TeamChoiceSchema,
  type FiveOneRequest,
  type IncidentDetail,
  type IncidentPlan,
  type IncidentStepRequest,
  type PlanTickRequest,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

const path = (id: string) => `/incidents/${encodeURIComponent(id)}`;
/** Clocks that ran out on the server show without a reload. */
const freshMs = 30_000;

export function useIncidents(search: string) {
  return useQuery({
    queryKey: ['incidents', 'list', search],
    queryFn: ({ signal }) => http.request(IncidentPageSchema, `/incidents?${search}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshMs,
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: ['incidents', 'detail', id],
    queryFn: ({ signal }) => http.request(IncidentDetailSchema, path(id), { signal }),
    refetchInterval: freshMs,
  });
}

/** Tells once that the page was opened, for the proof of who read it when. */
export function useTellRead(id: string) {
  useEffect(() => {
    // Losing this sign harms nobody: the next opening tells it.
    http.request(z.unknown(), `${path(id)}/read`, { method: 'POST' }).catch(() => undefined);
  }, [id]);
}

const touched = ['incidents', 'alerts', 'overview', 'ledger'];

/** Does a step on the incident as the page shows it; after any outcome the page shows the newest state. */
export function useIncidentStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: IncidentStepRequest) =>
      http.request(IncidentDetailSchema, `${path(id)}/steps`, { method: 'POST', body }),
    onSuccess: (after: IncidentDetail) => {
      client.setQueryData(['incidents', 'detail', id], after);
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => touched.includes(String(queryKey[0])) }),
  });
}

export function useReceivers(id: string, wanted: boolean) {
  return useQuery({
    queryKey: ['incidents', 'receivers', id],
    queryFn: ({ signal }) => http.request(PeopleListSchema, `${path(id)}/receivers`, { signal }),
    enabled: wanted,
  });
}

export function useMergePreview(id: string, into: string) {
  return useQuery({
    queryKey: ['incidents', 'merge', id, into],
    queryFn: ({ signal }) =>
      http.request(IncidentMovePreviewSchema, `${path(id)}/merge/${encodeURIComponent(into)}`, { signal }),
    enabled: /^\d+$/.test(into) && into !== id,
    retry: false,
  });
}

/** Merges, splits or takes one of them back. */
export function useIncidentMove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, body }: { readonly to: string; readonly body: unknown }) =>
      http.request(IncidentMovedSchema, to, { method: 'POST', body }),
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => touched.includes(String(queryKey[0])) }),
  });
}

export function useStanding(may: boolean) {
  return useQuery({
    queryKey: ['incidents', 'standing'],
    queryFn: ({ signal }) => http.request(IncidentStandingSchema, '/incidents/standing', { signal }),
    refetchInterval: freshMs,
    enabled: may,
  });
}

export function useIncidentPlan(id: string) {
  return useQuery({
    queryKey: ['incidents', 'plan', id],
    queryFn: ({ signal }) => http.request(IncidentPlanSchema, `${path(id)}/plan`, { signal }),
    refetchInterval: freshMs,
  });
}

export type PlanChange =
  | { readonly to: 'ticks'; readonly body: PlanTickRequest }
  | { readonly to: 'five-ones'; readonly body: FiveOneRequest };

/** Ticks a step, takes a tick back or says one of the five ones. */
export function usePlanChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, body }: PlanChange) =>
      http.request(IncidentPlanSchema, `${path(id)}/plan/${to}`, { method: 'POST', body }),
    onSuccess: (after: IncidentPlan) => {
      client.setQueryData(['incidents', 'plan', id], after);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
}

export function useTeamChoice(id: string, wanted: boolean) {
  return useQuery({
    queryKey: ['incidents', 'team', id],
    queryFn: ({ signal }) => http.request(TeamChoiceSchema, `${path(id)}/plan/people`, { signal }),
    enabled: wanted,
  });
}
