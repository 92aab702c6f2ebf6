import { useState } from 'react';
import { App, Button, Drawer } from 'antd';
import type { EventReading, ReadingCorrection } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Answer, Fault, instantText } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { CorrectionForm } from './correction-form.js';
import { factNames, useFactText } from './fact-text.js';
import { useReading, useUndoCorrection } from './queries.js';
import { ReadMark } from './read-mark.js';

function Facts({ reading }: { readonly reading: EventReading }) {
  const { t } = useTranslation();
  const factText = useFactText();
  return (
    <dl className="reading-facts" aria-label={t('reading.facts')}>
      {factNames.map((name) => (
        <div key={name}>
          <dt>{t(`reading.fact.${name}`)}</dt>
          <dd>
            <span className="num">{factText(name, reading.facts[name])}</span>{' '}
            {reading.corrected.includes(name) ? (
              <span className="read-mark read-corrected">{t('reading.corrected')}</span>
            ) : (
              (reading.read.includes(name) || name === 'labour' || name === 'danger') && <ReadMark />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function History({ reading }: { readonly reading: EventReading }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const factText = useFactText();
  const mayCorrect = useMay('correctReading');
  const undo = useUndoCorrection(reading.eventId);
  const newest = reading.corrections.find(({ undone }) => undone === null);
  const changeText = ({ before, after }: ReadingCorrection) =>
    factNames
      .filter((name) => name in after)
      .map(
        (name) =>
          `${t(`reading.fact.${name}`)} ${factText(name, before[name])} → ${factText(name, after[name])}`,
      )
      .join('; ');
  if (reading.corrections.length === 0) return null;
  return (
    <section>
      <h3>{t('reading.history')}</h3>
      {undo.error !== null && <Fault error={undo.error} />}
      <ul className="brief">
        {reading.corrections.map((correction) => (
          <li key={correction.id} className={correction.undone === null ? '' : 'faint'}>
            {changeText(correction)}
            <div className="faint">
              {correction.by} · <span className="num">{instantText(correction.at, language)}</span> ·{' '}
              {correction.reason}
              {correction.undone !== null && ` · ${t('reading.undone', { by: correction.undone.by })}`}
            </div>
            {mayCorrect && correction.id === newest?.id && (
              <Button
                size="small"
                loading={undo.isPending}
                onClick={() => {
                  undo.mutate(correction.id, {
                    onSuccess: () => void message.success(t('reading.undoDone')),
                  });
                }}
              >
                {t('reading.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reading({ reading }: { readonly reading: EventReading }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const mayCorrect = useMay('correctReading');
  const [correcting, setCorrecting] = useState(false);
  const { title, text, words, dangerWords, employerNamed, version } = reading;
  return (
    <div className="reading">
      {title !== null && <strong>{title}</strong>}
      <p className="reading-text">{text}</p>
      {correcting ? (
        <CorrectionForm
          reading={reading}
          onDone={(saved) => {
            setCorrecting(false);
            if (saved) void message.success(t('reading.saved'));
          }}
        />
      ) : (
        <>
          <Facts reading={reading} />
          {mayCorrect && (
            <Button
              onClick={() => {
                setCorrecting(true);
              }}
            >
              {t('reading.correct')}
            </Button>
          )}
        </>
      )}
      <dl className="reading-why">
        {employerNamed !== null && (
          <div>
            <dt>{t('reading.employerNamed')}</dt>
            <dd>{employerNamed}</dd>
          </div>
        )}
        {dangerWords.length > 0 && (
          <div>
            <dt>{t('reading.dangerWords')}</dt>
            <dd>{dangerWords.join(' · ')}</dd>
          </div>
        )}
        <div>
          <dt>{t('reading.words')}</dt>
          <dd className="faint">{words === '' ? '—' : words}</dd>
        </div>
      </dl>
      <History reading={reading} />
      <p className="faint">{t('reading.version', { version })}</p>
    </div>
  );
}

function Asked({ eventId }: { readonly eventId: string }) {
  const reading = useReading(eventId);
  return (
    <Answer asked={reading}>{(data) => <Reading key={data.corrections.length} reading={data} />}</Answer>
  );
}

/** What the machine read of one event's text, and where a person says otherwise. */
export function ReadingDrawer({
  eventId,
  onClose,
}: {
  readonly eventId: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={eventId !== null}
      onClose={onClose}
      size={520}
      destroyOnHidden
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={t('reading.title')}
    >
      {eventId !== null && <Asked eventId={eventId} />}
    </Drawer>
  );
}
