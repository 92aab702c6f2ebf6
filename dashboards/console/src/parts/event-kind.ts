import i18next from 'i18next';

/** The name of a step of an alert; a kind that this version does not know is shown as it came. */
export function stepText(kind: string): string {
  const key = `alerts.eventKind.${kind}`;
  return i18next.exists(key) ? i18next.t(key as 'alerts.eventKind.opened') : kind;
}
