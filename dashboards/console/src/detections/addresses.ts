import {
  detectionMeasures,
  hotspotWeeks,
  type DetectionMeasure,
  type DetectionRow,
  type HotspotWeeks,
} from '@miaotou/contracts';

/** The part of an address that the server knows. */
export function searchOf(params: URLSearchParams, names: readonly string[]): string {
  return new URLSearchParams([...params].filter(([name]) => names.includes(name))).toString();
}

export const seriesNames = ['cadence', 'measure', 'kind', 'subject', 'at', 'asOf'] as const;

type Series = Pick<DetectionRow, 'cadence' | 'measure' | 'subject'>;

/** What tells one series from all others. */
export function seriesSearch({ cadence, measure, subject }: Series): URLSearchParams {
  return new URLSearchParams({ cadence, measure, kind: subject.kind, subject: subject.id });
}

/** The page of one series, at one of its periods. */
export function seriesLink(row: DetectionRow, asOf: string): string {
  const search = seriesSearch(row);
  search.set('at', row.at);
  if (asOf !== '') search.set('asOf', asOf);
  return `/detections/series?${search.toString()}`;
}

/** A measure out of an address; complaints where it names none. */
export function measureOf(text: string): DetectionMeasure {
  return detectionMeasures.find((measure) => measure === text) ?? 'complaints';
}

/** Weeks of a scan out of an address; the shortest where it names none. */
export function weeksOf(text: string): HotspotWeeks {
  return hotspotWeeks.find((weeks) => String(weeks) === text) ?? 4;
}

/** A period as its days. */
export function periodText({ at, through }: { readonly at: string; readonly through: string }): string {
  return at === through ? at : `${at} – ${through}`;
}
