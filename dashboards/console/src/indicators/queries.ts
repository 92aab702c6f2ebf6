import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  IndicatorRowSchema,
  IndicatorRowsSchema,
  IndicatorSeriesSchema,
  IndicatorSubjectsSchema,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

export function useIndicators() {
  return useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => http.request(IndicatorRowSchema.array(), '/indicators', { signal }),
  });
}

const path = (code: string, what: string, search: URLSearchParams) =>
  `/indicators/${encodeURIComponent(code)}/${what}?${search.toString()}`;

/** The series of one subject; not asked while the subject is open. */
export function useSeries(code: string, search: URLSearchParams, ready: boolean) {
  return useQuery({
    queryKey: ['indicators', code, 'series', search.toString()],
    queryFn: ({ signal }) => http.request(IndicatorSeriesSchema, path(code, 'series', search), { signal }),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
}

export function useSubjects(code: string, grain: string, ready: boolean) {
  const search = new URLSearchParams({ grain });
  return useQuery({
    queryKey: ['indicators', code, 'subjects', grain],
    queryFn: ({ signal }) =>
      http.request(IndicatorSubjectsSchema, path(code, 'subjects', search), { signal }),
    enabled: ready,
  });
}

export function usePointRows(code: string, search: URLSearchParams) {
  return useQuery({
    queryKey: ['indicators', code, 'rows', search.toString()],
    queryFn: ({ signal }) => http.request(IndicatorRowsSchema, path(code, 'rows', search), { signal }),
  });
}
