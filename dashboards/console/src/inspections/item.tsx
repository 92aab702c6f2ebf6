import { useState } from 'react';
import { Button, Input } from 'antd';
import type { InspectionChecklist, InspectionDetail } from '@miaotou/contracts';
import { inspectionAnswers } from '@miaotou/domain';
import type { InspectionAnswer } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Fault, instantText } from '../parts/index.js';
import { useStep } from './queries.js';

/** One item of a check-list: what is asked, what was found, and the ways to say so. */
export function ChecklistItem({
  inspectionId,
  item,
  given,
  may,
}: {
  readonly inspectionId: string;
  readonly item: InspectionChecklist['items'][number];
  readonly given: InspectionDetail['answers'][number] | undefined;
  readonly may: boolean;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const step = useStep(inspectionId);
  const [note, setNote] = useState<string | null>(null);
  const [wanted, setWanted] = useState<InspectionAnswer | null>(null);
  const send = (answer: InspectionAnswer, text: string) => {
    step.mutate(
      { step: 'answer', key: crypto.randomUUID(), item: item.code, answer, note: text.trim() },
      {
        onSuccess: () => {
          setNote(null);
          setWanted(null);
        },
      },
    );
  };
  return (
    <li className="check-item">
      <div>
        <strong>{say(item.text)}</strong>
        {item.basis !== '' && <span className="faint"> {item.basis}</span>}
      </div>
      {given !== undefined && (
        <p className={given.answer === 'problem' ? 'joint-late' : ''}>
          {t(`inspections.answer.${given.answer}`)}
          {given.note !== '' && `：${given.note}`}{' '}
          <span className="faint num">
            {given.by} {instantText(given.at, language)}
            {given.times > 1 && ` · ${t('inspections.times', { count: given.times })}`}
          </span>
        </p>
      )}
      {may && (
        <div className="check-answers" role="group" aria-label={say(item.text)}>
          {inspectionAnswers.map((answer) => (
            <button
              key={answer}
              type="button"
              disabled={step.isPending}
              className={`check-${answer}`}
              aria-pressed={(wanted ?? given?.answer) === answer}
              onClick={() => {
                if (answer !== 'problem') {
                  send(answer, '');
                  return;
                }
                setWanted(answer);
                setNote(note ?? given?.note ?? '');
              }}
            >
              {t(`inspections.answer.${answer}`)}
            </button>
          ))}
        </div>
      )}
      {note !== null && wanted !== null && (
        <div className="check-note">
          <Input.TextArea
            aria-label={t('inspections.found')}
            placeholder={t('inspections.found')}
            value={note}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => {
              setNote(target.value);
            }}
          />
          <Button
            type="primary"
            loading={step.isPending}
            disabled={note.trim() === ''}
            onClick={() => {
              send(wanted, note);
            }}
          >
            {t('common.confirm')}
          </Button>
        </div>
      )}
      {step.error !== null && <Fault error={step.error} />}
    </li>
  );
}
