import { useTranslation } from '../i18n/index.js';
import { zh } from '../i18n/texts.js';

type Step = keyof typeof zh.alerts.eventKind;

const isStep = (kind: string): kind is Step => Object.hasOwn(zh.alerts.eventKind, kind);

/** The name of a step of an alert; a kind that this version does not know is shown as it came. */
export function useStepText(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => (isStep(kind) ? t(`alerts.eventKind.${kind}`) : kind);
}
