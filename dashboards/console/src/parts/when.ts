import type { Language } from '../i18n/index.js';

const zone = 'Asia/Shanghai';
const locale = { zh: 'zh-CN', en: 'en-GB' } as const;
/** Year, month, day in both languages: 03/04 would mean two days to two readers. */
const dateLocale = { zh: 'zh-CN', en: 'sv-SE' } as const;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, kind: 'instant' | 'day'): Intl.DateTimeFormat {
  const key = `${language}:${kind}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
  const parts = {
    instant: { ...day, ...clock },
    day,
  } as const;
  const made = new Intl.DateTimeFormat(dateLocale[language], { timeZone: zone, ...parts[kind] });
  formats.set(key, made);
  return made;
}

/** An instant as the office reads its clock (Asia/Shanghai). */
export function instantText(instant: string, language: Language): string {
  return format(language, 'instant').format(new Date(instant));
}

/** The office's calendar day of an instant. */
export function dayText(instant: string, language: Language): string {
  return format(language, 'day').format(new Date(instant));
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago an instant was, in the largest whole unit. */
export function agoText(instant: string, now: number, language: Language): string {
  const relative = new Intl.RelativeTimeFormat(locale[language], { numeric: 'auto' });
  const past = Math.max(0, now - Date.parse(instant));
  for (const [unit, length] of steps) {
    if (past >= length) return relative.format(-Math.floor(past / length), unit);
  }
  return relative.format(0, 'minute');
}

/** A count of bytes for people. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
