import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { NodeWindowViewSchema, SettingSchema, SettingVersionSchema } from '@miaotou/contracts';
import type { SettingKind, SettingProposal } from '@miaotou/contracts';
import { http } from '../api/index.js';

export function useSettings() {
  return useQuery({
    queryKey: ['settings', 'list'],
    queryFn: ({ signal }) => http.request(SettingSchema.array(), '/settings', { signal }),
  });
}

export function useNodeYear(year: number) {
  return useQuery({
    queryKey: ['settings', 'windows', year],
    queryFn: ({ signal }) =>
      http.request(NodeWindowViewSchema.array(), `/settings/time-nodes/windows?year=${year}`, { signal }),
  });
}

export function usePropose(kind: SettingKind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SettingProposal) =>
      http.request(SettingVersionSchema, `/settings/${kind}/versions`, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['settings'] }),
  });
}

export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; approve: boolean; reason: string }) =>
      http.request(z.unknown(), `/settings/versions/${id}/decision`, { method: 'POST', body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['settings'] });
      await client.invalidateQueries({ queryKey: ['tiers'] });
    },
  });
}
