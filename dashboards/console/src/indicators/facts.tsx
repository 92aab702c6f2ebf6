import type { IndicatorRow } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';

export function Direction({ direction }: Pick<IndicatorRow, 'direction'>) {
  const { t } = useTranslation();
  switch (direction) {
    case 'up':
      return <>↑ {t('indicators.up')}</>;
    case 'down':
      return <>↓ {t('indicators.down')}</>;
    case 'none':
      return <>{t('indicators.neutral')}</>;
  }
}

export function Grains({ grains }: Pick<IndicatorRow, 'grains'>) {
  const { t } = useTranslation();
  return <>{grains.map((grain) => t(`indicators.grain.${grain}`)).join(' · ')}</>;
}

/** The layouts that an indicator comes from, and how far each reaches. */
export function ProducerList({ producers }: Pick<IndicatorRow, 'producers'>) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <ul className="plain">
      {producers.map(({ kind, layout, name, completeThrough }) => (
        <li key={`${kind}:${layout}`}>
          {say(name)}{' '}
          <span className="faint">
            {t(`indicators.${kind}`)} ·{' '}
            {completeThrough === null
              ? t('indicators.notYet')
              : t('indicators.through', { day: completeThrough })}
          </span>
        </li>
      ))}
    </ul>
  );
}
