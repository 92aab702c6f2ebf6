import { lazy, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { Alert, Button, Input, Modal, Segmented } from 'antd';
import { useBlocker, useNavigate, useParams, useSearchParams } from 'react-router';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, Field, Waiting } from '../parts/index.js';
import { ChangesList } from './changes-list.js';
import { keepText, keptText } from './kept-text.js';
import { useCheck, useDraft, useDraftAction, useText } from './queries.js';
import { RuleHead } from './rule-head.js';
import { blankRule } from './blank-rule.js';

const RuleCode = lazy(() => import('./rule-code.js'));
const RuleForm = lazy(() => import('./rule-form.js'));

/** The check is asked when the typing rests for this long. */
const REST_MS = 300;

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(text);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return useDeferredValue(rested);
}

interface Begun {
  readonly ruleId: string | null;
  readonly basedOn: number | null;
  readonly text: string;
  readonly reason: string;
  readonly draft: { readonly id: string; readonly revision: number; readonly replayId: string | null } | null;
}

const idIn = (text: string): string => /^id:\s*(R\d{2,3})\s*$/mu.exec(text)?.[1] ?? '';

/** Asks before a page is left on which something was not saved. */
function LeaveGuard({ dirty }: { readonly dirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    globalThis.addEventListener('beforeunload', warn);
    return () => {
      globalThis.removeEventListener('beforeunload', warn);
    };
  }, [dirty]);
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('rules.leaveTitle')}
      okText={t('rules.leave')}
      cancelText={t('rules.stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('rules.leaveText')}
    </Modal>
  );
}

function Editor({ begun }: { readonly begun: Begun }) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const act = useDraftAction();
  const place = `${begun.ruleId ?? 'new'}.${begun.draft?.id ?? begun.basedOn ?? 0}.${begun.draft?.revision ?? 0}`;
  const [kept] = useState(() => keptText(place));
  const [text, setText] = useState(kept?.text ?? begun.text);
  const [reason, setReason] = useState(kept?.reason ?? begun.reason);
  const [saved, setSaved] = useState(false);
  const [view, setView] = useState<'form' | 'text'>('form');
  const dirty = !saved && (text !== begun.text || reason !== begun.reason);
  useEffect(() => {
    keepText(place, dirty ? { text, reason } : null);
  }, [place, dirty, text, reason]);
  const rested = useRested(text);
  const check = useCheck({ text: rested, ruleId: begun.ruleId, basedOn: begun.basedOn });
  const faults = check.data?.faults ?? [];

  const save = (submit: boolean) => {
    const { draft } = begun;
    const ruleId = begun.ruleId ?? idIn(text);
    const facts = { text, reason: reason.trim(), replayId: draft?.replayId ?? null };
    const asked =
      draft === null
        ? { path: 'drafts', body: { ...facts, ruleId, basedOn: begun.basedOn } }
        : { path: `drafts/${draft.id}/edit`, body: { ...facts, revision: draft.revision } };
    act.mutate(asked, {
      onSuccess: (made) => {
        setSaved(true);
        keepText(place, null);
        const done = () => void navigate(`/rules/${made.ruleId}/versions`);
        if (!submit) {
          done();
          return;
        }
        act.mutate(
          { path: `drafts/${made.id}/submit`, body: { revision: made.revision } },
          { onSettled: done },
        );
      },
    });
  };
  const ready = reason.trim().length >= 2 && (begun.ruleId ?? idIn(text)) !== '';
  return (
    <div className="rule-editor">
      <LeaveGuard dirty={dirty} />
      {kept !== null && (
        <Alert
          type="info"
          showIcon
          title={t('rules.restored')}
          action={
            <Button
              size="small"
              onClick={() => {
                setText(begun.text);
                setReason(begun.reason);
              }}
            >
              {t('rules.discard')}
            </Button>
          }
        />
      )}
      <div className="rule-editor-columns">
        <Suspense fallback={<Waiting lines={12} />}>
          <div>
            <Segmented
              aria-label={t('rules.view')}
              value={view}
              options={[
                { value: 'form', label: t('rules.asForm') },
                { value: 'text', label: t('rules.asText') },
              ]}
              onChange={setView}
            />
            {view === 'form' ? (
              <RuleForm text={text} faults={faults} onChange={setText} />
            ) : (
              <RuleCode label={t('rules.textOf')} value={text} faults={faults} onChange={setText} />
            )}
          </div>
        </Suspense>
        <aside aria-label={t('rules.checked')}>
          <section aria-live="polite">
            <h2>{t('rules.checked')}</h2>
            {check.error !== null && <Fault error={check.error} />}
            {check.data === undefined ? (
              <p className="faint">{t('common.loading')}</p>
            ) : faults.length === 0 ? (
              <p className="better">✓ {t('rules.noFaults')}</p>
            ) : (
              <ul className="rule-faults">
                {faults.map(({ line, column, code, message }) => (
                  <li key={`${line}:${column}:${code}:${message.en}`} className="worse">
                    <span className="num">
                      {line}:{column}
                    </span>{' '}
                    {say(message)}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section>
            <h2>{t('rules.changes')}</h2>
            {begun.ruleId === null ? (
              <p>{t('rules.newRule')}</p>
            ) : (
              <ChangesList changes={check.data?.changes ?? []} />
            )}
          </section>
          <Field label={`${t('rules.why')} (${t('common.required')})`}>
            <Input.TextArea
              value={reason}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={({ target }) => {
                setReason(target.value);
              }}
            />
          </Field>
          <div className="rule-actions">
            <Button
              disabled={!ready}
              loading={act.isPending}
              onClick={() => {
                save(false);
              }}
            >
              {t('rules.saveDraft')}
            </Button>
            <Button
              type="primary"
              disabled={!ready || faults.length > 0 || rested !== text}
              loading={act.isPending}
              onClick={() => {
                save(true);
              }}
            >
              {t('rules.saveAndSubmit')}
            </Button>
          </div>
          {act.error !== null && <Fault error={act.error} />}
        </aside>
      </div>
    </div>
  );
}

function EditDraft({ draftId }: { readonly draftId: string }) {
  const draft = useDraft(draftId);
  return (
    <Answer asked={draft} lines={12}>
      {({ ruleId, name, basedOn, text, reason, id, revision, replayId }) => (
        <>
          <RuleHead id={ruleId} name={name ?? { zh: ruleId, en: ruleId }} />
          <Editor
            key={`${id}:${revision}`}
            begun={{ ruleId, basedOn, text, reason, draft: { id, revision, replayId } }}
          />
        </>
      )}
    </Answer>
  );
}

function EditVersion({ id }: { readonly id: string }) {
  const text = useText(id);
  return (
    <Answer asked={text} lines={12}>
      {(found) => (
        <>
          <RuleHead id={id} name={found.name} />
          <Editor begun={{ ruleId: id, basedOn: found.version, text: found.text, reason: '', draft: null }} />
        </>
      )}
    </Answer>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [params] = useSearchParams();
  const draftId = params.get('draft');
  return (
    <div className="page">
      {draftId !== null ? (
        <EditDraft key={draftId} draftId={draftId} />
      ) : id !== undefined ? (
        <EditVersion key={id} id={id} />
      ) : (
        <>
          <h1>{t('rules.new')}</h1>
          <Editor begun={{ ruleId: null, basedOn: null, text: blankRule, reason: '', draft: null }} />
        </>
      )}
    </div>
  );
}
