import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { EventReadingSchema, TopicDetailSchema, TopicListSchema } from '@miaotou/contracts';
import type { NewReadingCorrection } from '@miaotou/contracts';
import { http } from '../api/index.js';

/** The window of topics as the address tells it. */
export interface TopicWindow {
  readonly days: string;
  readonly to: string;
}

const searchOf = ({ days, to }: TopicWindow) =>
  new URLSearchParams({ days, ...(to === '' ? {} : { to }) }).toString();

export function useTopics(window: TopicWindow) {
  return useQuery({
    queryKey: ['topics', window],
    queryFn: ({ signal }) => http.request(TopicListSchema, `/topics?${searchOf(window)}`, { signal }),
  });
}

export function useTopic(id: string, window: TopicWindow) {
  return useQuery({
    queryKey: ['topics', window, id],
    queryFn: ({ signal }) =>
      http.request(TopicDetailSchema, `/topics/${encodeURIComponent(id)}?${searchOf(window)}`, { signal }),
  });
}

export function useReading(eventId: string) {
  return useQuery({
    queryKey: ['readings', eventId],
    queryFn: ({ signal }) =>
      http.request(EventReadingSchema, `/readings/${encodeURIComponent(eventId)}`, { signal }),
  });
}

/** A change of a reading answers with the reading as it is now; whatever shows the event is asked for again. */
function useReadingChange<T>(
  eventId: string,
  sent: (input: T) => { readonly address: string; readonly body: unknown },
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: T) => {
      const { address, body } = sent(input);
      return http.request(EventReadingSchema, address, { method: 'POST', body });
    },
    onSuccess: (reading) => {
      client.setQueryData(['readings', eventId], reading);
    },
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'readings' }),
  });
}

export const useCorrect = (eventId: string) =>
  useReadingChange(eventId, (correction: NewReadingCorrection) => ({
    address: `/readings/${encodeURIComponent(eventId)}/corrections`,
    body: correction,
  }));

export const useUndoCorrection = (eventId: string) =>
  useReadingChange(eventId, (id: string) => ({
    address: `/readings/corrections/${encodeURIComponent(id)}/undo`,
    body: {},
  }));
