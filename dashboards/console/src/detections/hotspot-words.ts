import { chanceText, countText, meanText } from '@miaotou/charts';
import type { Hotspot } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation, type Language } from '../i18n/index.js';

const locale = { zh: 'zh-CN', en: 'en-GB' } as const;

/** Names one after the other, as a sentence has them. */
export function namesText(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(locale[language], { type: 'conjunction' }).format(names);
}

/** A hotspot in one line: who, since when, how many, how much more than elsewhere, and by what chance. */
export function useHotspotText(): (hotspot: Hotspot) => string {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  return ({ rank, members, since, observed, expected, relativeRisk, p }) =>
    t('hotspots.brief', {
      rank,
      members: namesText(
        members.map(({ name }) => say(name)),
        language,
      ),
      day: since,
      observed: countText(observed),
      expected: meanText(expected),
      risk: meanText(relativeRisk),
      p: chanceText(p),
    });
}
