import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  DetectionPageSchema,
  DetectionRowsSchema,
  DetectionSeriesSchema,
  HotspotPageSchema,
  type DetectionMeasure,
  type HotspotWeeks,
} from '@miaotou/contracts';
import { http } from '../api/index.js';

export function useDetections(search: string) {
  return useQuery({
    queryKey: ['detections', 'list', search],
    queryFn: ({ signal }) => http.request(DetectionPageSchema, `/detections?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useDetectionSeries(search: string) {
  return useQuery({
    queryKey: ['detections', 'series', search],
    queryFn: ({ signal }) => http.request(DetectionSeriesSchema, `/detections/series?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useDetectionRows(search: string) {
  return useQuery({
    queryKey: ['detections', 'rows', search],
    queryFn: ({ signal }) => http.request(DetectionRowsSchema, `/detections/rows?${search}`, { signal }),
  });
}

/** The newest scan of some weeks; `may` is false for those whom the server does not let in. */
export function useHotspots(weeks: HotspotWeeks, measure: DetectionMeasure, may = true) {
  const search = new URLSearchParams({ weeks: String(weeks), measure });
  return useQuery({
    queryKey: ['hotspots', search.toString()],
    queryFn: ({ signal }) => http.request(HotspotPageSchema, `/hotspots?${search.toString()}`, { signal }),
    placeholderData: keepPreviousData,
    enabled: may,
  });
}
