import { addDays, dayOf, liveAlertStates, type AlertState } from '@miaotou/domain';

const live = liveAlertStates.join(',');

/** The alert list behind a number, with the filters that make the number. */
export function alertsLink(filters: Readonly<Record<string, string>> = {}): string {
  return `/alerts?${new URLSearchParams({ state: live, ...filters }).toString()}`;
}

/** Alerts of any state first raised in the last seven days. */
export function newAlertsLink(asOf: string, filters: Readonly<Record<string, string>> = {}): string {
  const from = addDays(dayOf(new Date(asOf)), -6);
  return `/alerts?${new URLSearchParams({ from, sort: 'opened', ...filters }).toString()}`;
}

export const unansweredState: AlertState = 'open';
