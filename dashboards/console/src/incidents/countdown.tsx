import { useEffect, useState } from 'react';
import { Tooltip } from 'antd';
import type { IncidentClock } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { instantText } from '../parts/index.js';
import { spanParts } from './span.js';

const everyMs = 15_000;

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

/** A clock that counts down to its due time, and up once it is late; its basis on demand. */
export function Countdown({ clock }: { readonly clock: IncidentClock }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const now = useNow();
  const left = Date.parse(clock.dueAt) - now;
  const time = spanParts(left)
    .map(({ unit, n }) => t(`incidents.${unit}`, { n }))
    .join(' ');
  return (
    <Tooltip title={say(clock.basis)}>
      <time dateTime={clock.dueAt} className={left < 0 ? 'countdown late' : 'countdown'}>
        {t(`clockKind.${clock.kind}`)} {t(left < 0 ? 'incidents.late' : 'incidents.left', { time })}
        <span className="faint num"> {instantText(clock.dueAt, language)}</span>
      </time>
    </Tooltip>
  );
}
