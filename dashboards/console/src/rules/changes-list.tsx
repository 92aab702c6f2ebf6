import type { RuleChange } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';

const marks = { same: 'span', removed: 'del', added: 'ins' } as const;

/** Runs of words with the place at which each begins. */
function placed(words: NonNullable<RuleChange['words']>) {
  let at = 0;
  return words.map((run) => {
    const start = at;
    at += run.text.length;
    return { ...run, start };
  });
}

/** What differs, in plain words; of an expression the words that went and came are marked. */
export function ChangesList({ changes }: { readonly changes: readonly RuleChange[] }) {
  const { t } = useTranslation();
  const say = useSay();
  if (changes.length === 0) return <p className="faint">{t('rules.noChanges')}</p>;
  return (
    <ul className="rule-changes" aria-label={t('rules.changes')}>
      {changes.map(({ path, text, words }) => (
        <li key={path}>
          {say(text)}
          {words !== null && (
            <code className="condition">
              {placed(words).map(({ kind, text: run, start }) => {
                const Mark = marks[kind];
                return <Mark key={`${kind}:${start}`}>{run}</Mark>;
              })}
            </code>
          )}
        </li>
      ))}
    </ul>
  );
}
