import { useState } from 'react';
import { Button, Input } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { dropNote, keepNote, useWaitingNotes } from './waiting-notes.js';

/** Notes from the scene: kept on the device at once, sent when there is a network. */
export function Notes({ userId, incidentId }: { readonly userId: string; readonly incidentId: string }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [place, setPlace] = useState('');
  const waiting = useWaitingNotes(userId, incidentId);
  const keep = async () => {
    await keepNote({
      key: crypto.randomUUID(),
      userId,
      incidentId,
      note: note.trim(),
      place: place.trim() === '' ? null : place.trim(),
      deviceAt: new Date().toISOString(),
      refused: null,
    });
    setNote('');
    setPlace('');
    globalThis.dispatchEvent(new Event('online'));
  };
  return (
    <section className="respond-part" aria-label={t('respond.note')}>
      <h2>{t('respond.note')}</h2>
      <Input.TextArea
        aria-label={t('respond.note')}
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={2_000}
        value={note}
        onChange={({ target }) => {
          setNote(target.value);
        }}
      />
      <Input
        aria-label={t('respond.place')}
        placeholder={t('respond.place')}
        maxLength={200}
        value={place}
        onChange={({ target }) => {
          setPlace(target.value);
        }}
      />
      <p className="faint">{t('respond.noteHint')}</p>
      <Button size="large" block disabled={note.trim() === ''} onClick={() => void keep()}>
        {t('respond.keep')}
      </Button>
      {waiting.length > 0 && (
        <>
          <h3>{t('respond.waiting')}</h3>
          <ul className="waiting-notes">
            {waiting.map((one) => (
              <li key={one.key}>
                <span className={one.refused === null ? 'state-tag' : 'state-tag connection-failing'}>
                  {t(one.refused === null ? 'respond.noteState.waiting' : 'respond.noteState.refused')}
                </span>
                <span>{one.note}</span>
                {one.refused !== null && (
                  <>
                    <span className="faint">{one.refused}</span>
                    <Button size="small" onClick={() => void dropNote(one.key)}>
                      {t('respond.drop')}
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
