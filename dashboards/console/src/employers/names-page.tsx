import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { z } from 'zod';
import { EmployerQuestionPageSchema, type EmployerQuestion } from '@miaotou/contracts';
import { findRegion } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, instantText, Nothing, Pager, useUrlFilters } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ImportTabs } from '../sources/index.js';

function useAnswer(question: EmployerQuestion) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { employerId: string } | { create: true }) =>
      http.request(z.unknown(), `/employer-questions/${encodeURIComponent(question.id)}/answer`, {
        method: 'POST',
        body,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['names'] }),
  });
}

/** One name with the employers that it may mean; a person decides. */
function Question({
  question,
  editable,
}: {
  readonly question: EmployerQuestion;
  readonly editable: boolean;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const answer = useAnswer(question);
  const settle = (body: { employerId: string } | { create: true }) => {
    answer.mutate(body, { onSuccess: () => void message.success(t('imports.answered')) });
  };
  const place = (code: string) => {
    const region = findRegion(code);
    return region === null ? t('common.unknownRegion') : say(region.name);
  };
  return (
    <li className="card question">
      <header>
        <h2>{question.name}</h2>
        <span className="state-tag">{t(`imports.nameReason.${question.reason}`)}</span>
      </header>
      <p className="faint num">
        {question.uscc ?? t('imports.noUscc')} ·{' '}
        {question.region === '' ? t('common.unknownRegion') : say(question.regionName)} ·{' '}
        {t('imports.nameRows', { count: question.rows })} · {instantText(question.askedAt, language)}
      </p>
      <ul className="candidates">
        {question.candidates.map((candidate) => (
          <li key={candidate.employerId}>
            <span>
              <strong>{candidate.name}</strong>
              <span className="faint num">
                {candidate.uscc ?? t('imports.noUscc')} · {place(candidate.region)}
              </span>
            </span>
            {editable && (
              <Button
                disabled={answer.isPending}
                onClick={() => {
                  settle({ employerId: candidate.employerId });
                }}
              >
                {t('imports.thisOne')}
              </Button>
            )}
          </li>
        ))}
        {editable && (
          <li>
            <span />
            <Button
              disabled={answer.isPending}
              onClick={() => {
                settle({ create: true });
              }}
            >
              {t('imports.newOne')}
            </Button>
          </li>
        )}
      </ul>
      {answer.error !== null && <Fault error={answer.error} />}
    </li>
  );
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const search = filters.params.toString();
  const editable = useMay('bringIn');
  const names = useQuery({
    queryKey: ['names', search],
    queryFn: ({ signal }) =>
      http.request(EmployerQuestionPageSchema, `/employer-questions?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <p className="faint">{t(editable ? 'imports.namesHint' : 'imports.readOnly')}</p>
      <Answer asked={names} lines={10}>
        {(page) =>
          page.items.length === 0 ? (
            <Nothing>{t('imports.namesEmpty')}</Nothing>
          ) : (
            <>
              <ul className="cards always">
                {page.items.map((question) => (
                  <Question key={question.id} question={question} editable={editable} />
                ))}
              </ul>
              <Pager page={page.page} pageSize={page.pageSize} total={page.total} onPage={filters.setPage} />
            </>
          )
        }
      </Answer>
    </div>
  );
}
