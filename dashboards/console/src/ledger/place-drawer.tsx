import { useState } from 'react';
import { Button, Drawer } from 'antd';
import type { LedgerEntry } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, TierTag, useStepText } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { CorrectDialog } from './correct-dialog.js';
import { Measures, useClassText } from './grade-words.js';
import { usePlace, type PlaceOf } from './queries.js';

function Entry({ entry }: { readonly entry: LedgerEntry }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const stepText = useStepText();
  const classText = useClassText();
  const { corrects, correctedBy, tier } = entry;
  return (
    <li className={correctedBy === null ? 'ledger-entry' : 'ledger-entry ledger-past'}>
      <div className="brief-head">
        <strong>
          {say(entry.office)} <span className="num">#{entry.seq}</span>
        </strong>
        {stepText(entry.kind)}
        {tier !== null && <TierTag tier={tier} />}
        <span className="faint num">{instantText(entry.at, language)}</span>
      </div>
      {corrects !== null && <p>{t('ledger.corrects', { seq: corrects.seq, by: entry.by })}</p>}
      {correctedBy !== null && (
        <p className="joint-late">{t('ledger.correctedBy', { seq: correctedBy.seq })}</p>
      )}
      {entry.note !== null && <p>{t('ledger.note', { note: entry.note })}</p>}
      <dl className="facts">
        <div>
          <dt>{t('common.region')}</dt>
          <dd>{entry.region === '' ? t('common.unknownRegion') : say(entry.regionName)}</dd>
        </div>
        <div>
          <dt>{t('ledger.class')}</dt>
          <dd>{classText(entry) || '—'}</dd>
        </div>
        <div>
          <dt>{t('ledger.measures')}</dt>
          <dd>
            <Measures entry={entry} />
          </dd>
        </div>
        <div>
          <dt>{t('ledger.by.who')}</dt>
          <dd>{entry.by}</dd>
        </div>
      </dl>
      <p>{say(entry.sentence)}</p>
      <code className="ledger-root">{entry.hash}</code>
    </li>
  );
}

function Place({ place }: { readonly place: PlaceOf }) {
  const { t } = useTranslation();
  const asked = usePlace(place);
  const may = useMay('correctLedger');
  const [correcting, setCorrecting] = useState(false);
  return (
    <Answer asked={asked} lines={6}>
      {({ entries }) => {
        const newest = entries.at(-1);
        return (
          <>
            <ol className="ledger-place">
              {entries.map((entry) => (
                <Entry key={entry.seq} entry={entry} />
              ))}
            </ol>
            {may && newest !== undefined && (
              <Button
                onClick={() => {
                  setCorrecting(true);
                }}
              >
                {t('ledger.correct')}
              </Button>
            )}
            {correcting && newest !== undefined && (
              <CorrectDialog
                place={place}
                newest={newest}
                onClose={() => {
                  setCorrecting(false);
                }}
              />
            )}
          </>
        );
      }}
    </Answer>
  );
}

/** An entry of the ledger with everything that corrects it, and the way to correct it. */
export function PlaceDrawer({
  place,
  onClose,
}: {
  readonly place: PlaceOf | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={place !== null}
      onClose={onClose}
      destroyOnHidden
      size="min(720px, 100vw)"
      title={t('ledger.place')}
    >
      {place !== null && <Place place={place} />}
    </Drawer>
  );
}
