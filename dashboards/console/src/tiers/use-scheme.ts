import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ChartLook } from '@miaotou/charts';
import { TiersViewSchema } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { http } from '../api/index.js';
import { nameTiers, useLanguage, useTranslation } from '../i18n/index.js';
import { useShade } from '../look/index.js';
import { bySlot, looksOf, shippedScheme, slotsInUse } from './in-force.js';
import type { SchemeInForce } from './in-force.js';

const minute = 60_000;

/** The tiers in force; as shipped until the answer is here. */
export function useTierScheme(): SchemeInForce {
  const asked = useQuery({
    queryKey: ['tiers'],
    queryFn: ({ signal }) => http.request(TiersViewSchema, '/tiers', { signal }),
    staleTime: 5 * minute,
  });
  return asked.data ?? shippedScheme;
}

/** Slots that are shown by themselves, gravest first: what lists and filters offer. */
export function useTiersInUse(): readonly AlertTier[] {
  return slotsInUse(useTierScheme()).toReversed();
}

/** Colours and names of the tiers for charts; the same object while nothing changes. */
export function useTierCharts(): Pick<ChartLook, 'tiers' | 'tierNames' | 'tiersInUse'> {
  const scheme = useTierScheme();
  const { shade } = useShade();
  const { language } = useLanguage();
  const { t } = useTranslation();
  return useMemo(() => {
    const looks = looksOf(scheme);
    return {
      tiers: bySlot((tier) => looks[tier][shade]),
      tierNames: bySlot((tier) =>
        scheme.version === null ? t(`tier.${tier}`, { lng: language }) : looks[tier].name[language],
      ),
      tiersInUse: slotsInUse(scheme).toReversed(),
    };
  }, [scheme, shade, language, t]);
}

/** Calls and colours the tiers on the whole page as the scheme in force says. */
export function useTierLooks(): void {
  const scheme = useTierScheme();
  const { shade } = useShade();
  useEffect(() => {
    if (scheme.version === null) return nameTiers(null);
    const looks = looksOf(scheme);
    nameTiers({
      zh: bySlot((tier) => looks[tier].name.zh),
      en: bySlot((tier) => looks[tier].name.en),
    });
    const { style } = document.documentElement;
    const ground = shade === 'dark' ? '#17222b' : '#ffffff';
    const ink = shade === 'dark' ? '#ffffff' : '#000000';
    const names = alertTiers.flatMap((tier) => {
      const colour = looks[tier][shade];
      const values = [
        [`--tier-${tier}`, colour],
        [`--tier-${tier}-soft`, `color-mix(in srgb, ${colour} 16%, ${ground})`],
        [`--tier-${tier}-ink`, `color-mix(in srgb, ${colour} 45%, ${ink})`],
      ] as const;
      for (const [name, value] of values) style.setProperty(name, value);
      return values.map(([name]) => name);
    });
    return () => {
      for (const name of names) style.removeProperty(name);
    };
  }, [scheme, shade]);
}
