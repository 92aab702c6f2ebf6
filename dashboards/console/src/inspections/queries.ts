import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  CampaignListSchema,
  CampaignMadeSchema,
  InspectionCandidatesSchema,
  InspectionChoicesSchema,
  InspectionDetailSchema,
  InspectionPageSchema,
  type InspectionStep,
  type NewCampaign,
  type NewInspection,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

const address = (id: string) => `/inspections/${encodeURIComponent(id)}`;

export const useInspections = (search: string) =>
  useQuery({
    queryKey: ['inspections', 'list', search],
    queryFn: ({ signal }) => http.request(InspectionPageSchema, `/inspections?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const useInspection = (id: string) =>
  useQuery({
    queryKey: ['inspections', 'one', id],
    queryFn: ({ signal }) => http.request(InspectionDetailSchema, address(id), { signal }),
  });

export const useCampaigns = () =>
  useQuery({
    queryKey: ['inspections', 'campaigns'],
    queryFn: ({ signal }) => http.request(CampaignListSchema, '/inspections/campaigns', { signal }),
  });

export const useChoices = () =>
  useQuery({
    queryKey: ['inspections', 'choices'],
    queryFn: ({ signal }) => http.request(InspectionChoicesSchema, '/inspections/choices', { signal }),
    staleTime: 300_000,
  });

export const useCandidates = (search: string | null) =>
  useQuery({
    queryKey: ['inspections', 'candidates', search],
    queryFn: ({ signal }) =>
      http.request(InspectionCandidatesSchema, `/inspections/candidates?${search ?? ''}`, { signal }),
    enabled: search !== null,
    placeholderData: keepPreviousData,
  });

export function useStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: InspectionStep) =>
      http.request(InspectionDetailSchema, `${address(id)}/steps`, { method: 'POST', body }),
    onSuccess: (after) => {
      client.setQueryData(['inspections', 'one', id], after);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['inspections'] }),
  });
}

export function useRaise() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewInspection) =>
      http.request(InspectionDetailSchema, '/inspections', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['inspections'] }),
  });
}

export function useCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewCampaign) =>
      http.request(CampaignMadeSchema, '/inspections/campaigns', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['inspections'] }),
  });
}
