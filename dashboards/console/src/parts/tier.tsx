import type { AlertTier } from '@miaotou/domain';
import { tierLook } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { useTierScheme } from '../tiers/index.js';

/** A shape for each tier, told apart without colour: circle, triangle, diamond, octagon. */
const shapes: Readonly<Record<AlertTier, string>> = {
  blue: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z',
  yellow: 'M8 1.2 15.3 14H.7Z',
  orange: 'M8 .6 15.4 8 8 15.4.6 8Z',
  red: 'M5 1h6l4 4v6l-4 4H5l-4-4V5Z',
};

/** The tier's shape in its colour, or the symbol that the office gave it; words stand beside it. */
export function TierShape({ tier, size = 14 }: { readonly tier: AlertTier; readonly size?: number }) {
  const scheme = useTierScheme();
  return (
    <svg className={`tier-shape tier-${tier}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden>
      {scheme.version === null ? (
        <path d={shapes[tier]} />
      ) : (
        <text x="8" y="13.5" textAnchor="middle" fontSize="15" fontWeight="bold">
          {tierLook(tier, scheme).symbol}
        </text>
      )}
    </svg>
  );
}

/** A tier as people read it: shape, colour and word. */
export function TierTag({ tier, sense = false }: { readonly tier: AlertTier; readonly sense?: boolean }) {
  const { t } = useTranslation();
  const { version } = useTierScheme();
  return (
    <span className={`tier-tag tier-${tier}`}>
      <TierShape tier={tier} />
      <span>{t(`tier.${tier}`)}</span>
      {sense && version === null && <span>· {t(`tierSense.${tier}`)}</span>}
    </span>
  );
}
