import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Segmented } from 'antd';
import { Link } from 'react-router';
import { EmployerQuestionPageSchema, type EmployerAnswer, type EmployerQuestion } from '@miaotou/contracts';
import { findRegion } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Fault, instantText, useUrlFilters, Paged } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ImportTabs } from '../sources/index.js';
import { EmployerSelect } from './employer-select.js';
import { Reasons } from './reasons.js';
import { useNameStep } from './queries.js';

type Settle = (answer: EmployerAnswer) => void;

function Candidates({
  question,
  settle,
  busy,
}: {
  readonly question: EmployerQuestion;
  readonly settle: Settle | null;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const place = (code: string) => {
    const region = findRegion(code);
    return region === null ? t('common.unknownRegion') : say(region.name);
  };
  return (
    <>
      {question.candidates.map((candidate) => (
        <li key={candidate.employerId}>
          <span>
            <strong>{candidate.name}</strong>
            <span className="faint num">
              {candidate.uscc ?? t('imports.noUscc')} · {place(candidate.region)}
            </span>
            <Reasons candidate={candidate} />
          </span>
          {settle !== null && (
            <Button
              disabled={busy}
              onClick={() => {
                settle({ employerId: candidate.employerId });
              }}
            >
              {t('imports.thisOne')}
            </Button>
          )}
        </li>
      ))}
    </>
  );
}

/** What can be said of a name beside its candidates. */
function OtherAnswers({ settle, busy }: { readonly settle: Settle; readonly busy: boolean }) {
  const { t } = useTranslation();
  const [found, setFound] = useState('');
  return (
    <>
      <li>
        <span className="find">
          <EmployerSelect label={t('names.find')} value={found} onChange={setFound} />
        </span>
        <Button
          disabled={busy || found === ''}
          onClick={() => {
            settle({ employerId: found });
          }}
        >
          {t('names.useFound')}
        </Button>
      </li>
      <li>
        <span />
        <span className="answers">
          <Button
            disabled={busy}
            onClick={() => {
              settle({ create: true });
            }}
          >
            {t('imports.newOne')}
          </Button>
          <Button
            disabled={busy}
            onClick={() => {
              settle({ nobody: true });
            }}
          >
            {t('names.nobody')}
          </Button>
        </span>
      </li>
    </>
  );
}

function Settled({
  question,
  editable,
}: {
  readonly question: EmployerQuestion;
  readonly editable: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const step = useNameStep();
  const { settled } = question;
  if (settled === null) return null;
  const text = t(`names.settled.${settled.answer}`, { name: settled.employerName ?? '' });
  return (
    <ul className="candidates">
      <li>
        <span>
          {settled.employerId === null ? (
            <strong>{text}</strong>
          ) : (
            <Link to={`/employers/${encodeURIComponent(settled.employerId)}`}>{text}</Link>
          )}
          <span className="faint">
            {t('names.settledBy', { by: settled.by, at: instantText(settled.at, language) })}
          </span>
        </span>
        {settled.undoing && <span className="state-tag">{t('names.undoing')}</span>}
        {editable && !settled.undoing && (
          <Button
            loading={step.isPending}
            onClick={() => {
              step.mutate(
                { undo: question.id },
                { onSuccess: () => void message.success(t('names.undone')) },
              );
            }}
          >
            {t('names.undo')}
          </Button>
        )}
      </li>
      {step.error !== null && <Fault error={step.error} />}
    </ul>
  );
}

/** One name with the employers that it may mean; a person decides. */
function Question({
  question,
  editable,
  chosen,
  onChoose,
}: {
  readonly question: EmployerQuestion;
  readonly editable: boolean;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const step = useNameStep();
  const settle: Settle = (answer) => {
    step.mutate(
      { ids: [question.id], answer },
      { onSuccess: () => void message.success(t('imports.answered')) },
    );
  };
  const open = question.settled === null;
  return (
    <li className="card question">
      <header>
        {editable && open && (
          <Checkbox
            aria-label={t('names.select', { name: question.name })}
            checked={chosen}
            onChange={({ target }) => {
              onChoose(target.checked);
            }}
          />
        )}
        <h2>{question.name}</h2>
        <span className="state-tag">{t(`imports.nameReason.${question.reason}`)}</span>
      </header>
      <p className="faint num">
        {question.uscc ?? t('imports.noUscc')} ·{' '}
        {question.region === '' ? t('common.unknownRegion') : say(question.regionName)} ·{' '}
        {t('imports.nameRows', { count: question.rows })} · {instantText(question.askedAt, language)}
      </p>
      {open ? (
        <ul className="candidates">
          <Candidates question={question} settle={editable ? settle : null} busy={step.isPending} />
          {editable && <OtherAnswers settle={settle} busy={step.isPending} />}
        </ul>
      ) : (
        <Settled question={question} editable={editable} />
      )}
      {step.error !== null && <Fault error={step.error} />}
    </li>
  );
}

/** One answer for every chosen name. */
function Several({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const step = useNameStep();
  const settle: Settle = (answer) => {
    step.mutate(
      { ids, answer },
      {
        onSuccess: () => {
          void message.success(t('imports.answered'));
          onDone();
        },
      },
    );
  };
  return (
    <section className="card several" aria-label={t('names.several', { count: ids.length })}>
      <strong>{t('names.several', { count: ids.length })}</strong>
      <ul className="candidates">
        <OtherAnswers settle={settle} busy={step.isPending} />
      </ul>
      {step.error !== null && <Fault error={step.error} />}
    </section>
  );
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const search = filters.params.toString();
  const state = filters.get('state') === 'answered' ? 'answered' : 'open';
  const editable = useMay('bringIn');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const names = useQuery({
    queryKey: ['names', search],
    queryFn: ({ signal }) =>
      http.request(EmployerQuestionPageSchema, `/employer-questions?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const listed = names.data?.items ?? [];
  const several = chosen.filter((id) => listed.some((one) => one.id === id && one.settled === null));
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <p className="faint">{t(editable ? 'imports.namesHint' : 'imports.readOnly')}</p>
      <Segmented
        aria-label={t('common.status')}
        value={state}
        options={[
          { value: 'open', label: t('names.open') },
          { value: 'answered', label: t('names.answered') },
        ]}
        onChange={(value) => {
          filters.set({ state: value === 'open' ? '' : value });
        }}
      />
      {several.length > 1 && (
        <Several
          ids={several}
          onDone={() => {
            setChosen([]);
          }}
        />
      )}
      <Paged
        asked={names}
        filters={filters}
        empty={t(state === 'open' ? 'imports.namesEmpty' : 'names.emptyAnswered')}
        lines={10}
      >
        {(page) => (
          <ul className="cards always">
            {page.items.map((question) => (
              <Question
                key={question.id}
                question={question}
                editable={editable}
                chosen={chosen.includes(question.id)}
                onChoose={(on) => {
                  setChosen(on ? [...chosen, question.id] : chosen.filter((id) => id !== question.id));
                }}
              />
            ))}
          </ul>
        )}
      </Paged>
    </div>
  );
}
