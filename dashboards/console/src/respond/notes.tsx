import { useRef, useState } from 'react';
import { App, Button, Input } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { photoOf } from './photo.js';
import { dropNote, keepNote, useWaitingNotes } from './waiting-notes.js';
import type { WaitingNote } from './waiting-notes.js';

/** What waits on this device, and what the server did not take. */
function Waiting({ waiting }: { readonly waiting: readonly WaitingNote[] }) {
  const { t } = useTranslation();
  if (waiting.length === 0) return null;
  return (
    <>
      <h3>{t('respond.waiting')}</h3>
      <ul className="waiting-notes">
        {waiting.map((one) => (
          <li key={one.key}>
            <span className={one.refused === null ? 'state-tag' : 'state-tag connection-failing'}>
              {t(one.refused === null ? 'respond.noteState.waiting' : 'respond.noteState.refused')}
            </span>
            {one.photo !== null && (
              <img
                className="scene-photo"
                src={`data:image/jpeg;base64,${one.photo}`}
                alt={t('respond.photo')}
              />
            )}
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
  );
}

/** Notes and photos from the scene: kept on the device at once, sent when there is a network. */
export function Notes({ userId, incidentId }: { readonly userId: string; readonly incidentId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [place, setPlace] = useState('');
  const [photo, setPhoto] = useState<string | null>(null);
  const camera = useRef<HTMLInputElement>(null);
  const waiting = useWaitingNotes(userId, incidentId);
  const take = async (file: File) => {
    const taken = await photoOf(file);
    if (taken === null) void message.error(t('respond.notPhoto'));
    else setPhoto(taken);
  };
  const keep = async () => {
    await keepNote({
      key: crypto.randomUUID(),
      userId,
      incidentId,
      note: note.trim(),
      photo,
      place: place.trim() === '' ? null : place.trim(),
      deviceAt: new Date().toISOString(),
      refused: null,
    });
    setNote('');
    setPlace('');
    setPhoto(null);
    globalThis.dispatchEvent(new Event('online'));
  };
  return (
    <section className="respond-part" aria-label={t('respond.note')}>
      <h2>{t('respond.note')}</h2>
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t('respond.takePhoto')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file !== undefined) void take(file);
        }}
      />
      {photo === null ? (
        <Button size="large" block onClick={() => camera.current?.click()}>
          {t('respond.takePhoto')}
        </Button>
      ) : (
        <>
          <img className="scene-photo" src={`data:image/jpeg;base64,${photo}`} alt={t('respond.photo')} />
          <Button
            onClick={() => {
              setPhoto(null);
            }}
          >
            {t('respond.drop')}
          </Button>
        </>
      )}
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
      <Button size="large" block disabled={note.trim() === '' && photo === null} onClick={() => void keep()}>
        {t('respond.keep')}
      </Button>
      <Waiting waiting={waiting} />
    </section>
  );
}
