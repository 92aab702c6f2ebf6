import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { DeliveryCalendarSchema, ReminderSchema } from '@miaotou/contracts';
import type { ExpectationChange, NilReportChange, OfficeContact } from '@miaotou/contracts';
import { http } from '../api/index.js';

const key = ['deliveries'];

export function useDeliveries() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http.request(DeliveryCalendarSchema, '/deliveries', { signal }),
  });
}

/** Asks the server for a change; whatever comes out, the calendar is asked for again. */
function useChange<T, R>(send: (body: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export const useRemind = () =>
  useChange((office: string) =>
    http.request(ReminderSchema, '/deliveries/letters', { method: 'POST', body: { office } }),
  );

export const useSetContact = () =>
  useChange((contact: OfficeContact) =>
    http.request(z.unknown(), '/deliveries/contacts', { method: 'POST', body: contact }),
  );

export const useExpect = (layout: string) =>
  useChange((change: ExpectationChange) =>
    http.request(z.unknown(), `/deliveries/layouts/${encodeURIComponent(layout)}`, {
      method: 'POST',
      body: change,
    }),
  );

export const useReportNil = (layout: string) =>
  useChange((change: NilReportChange) =>
    http.request(z.unknown(), `/deliveries/layouts/${encodeURIComponent(layout)}/nil`, {
      method: 'POST',
      body: change,
    }),
  );

/** Where a letter's file is fetched. */
export const letterAddress = (id: string): string =>
  `/api/v1/deliveries/letters/${encodeURIComponent(id)}/file`;
