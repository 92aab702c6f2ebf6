import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { AlertDetailSchema, AlertPageSchema, SourceRowsSchema } from '@miaotou/contracts';
import { http } from '../api/index.js';

/** One page of alerts by the filters of an address. */
export function useAlerts(search: string) {
  return useQuery({
    queryKey: ['alerts', 'list', search],
    queryFn: ({ signal }) => http.request(AlertPageSchema, `/alerts?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useAlert(id: string) {
  return useQuery({
    queryKey: ['alerts', 'detail', id],
    queryFn: ({ signal }) => http.request(AlertDetailSchema, `/alerts/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Delivered rows behind one feature, page after page. */
export function useSourceRows(alertId: string, feature: string) {
  return useInfiniteQuery({
    queryKey: ['alerts', 'rows', alertId, feature],
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) =>
      http.request(
        SourceRowsSchema,
        `/alerts/${encodeURIComponent(alertId)}/rows?${new URLSearchParams({ feature, page: String(pageParam) }).toString()}`,
        { signal },
      ),
    getNextPageParam: (last, pages) => {
      const got = pages.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows.length, 0);
      const moved = last.tables.some(({ rows }) => rows.length > 0);
      return moved && got < last.total ? pages.length + 1 : undefined;
    },
  });
}
