import { useEffect, useState } from 'react';
import type { IncidentClock } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';

function useSpan(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const minutes = Math.floor(Math.abs(ms) / 60_000);
    if (minutes < 60) return t('respond.minutes', { count: minutes });
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return t('respond.hours', { hours, minutes: minutes % 60 });
    return t('respond.days', { days: Math.floor(hours / 24), hours: hours % 24 });
  };
}

/** The time by the screen's own clock, renewed while the page is open. */
export function useNow(everyMs = 10_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}

/** A clock that counts down, with what it rests on. */
export function ClockLine({ clock, basis }: { readonly clock: IncidentClock; readonly basis: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const span = useSpan();
  const left = Date.parse(clock.dueAt) - useNow();
  return (
    <div className={left < 0 ? 'respond-clock over' : 'respond-clock'}>
      <strong className="num" role="timer">
        {t(left < 0 ? 'respond.over' : 'respond.left', { span: span(left) })}
      </strong>
      {basis && (
        <span className="faint">
          {t('respond.basis')}：{say(clock.basis)}
        </span>
      )}
    </div>
  );
}
