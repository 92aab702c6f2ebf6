import { useState } from 'react';
import { Alert, Button, Input } from 'antd';
import { Link } from 'react-router';
import type { RuleDraft } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Fault, Field, instantText, ReasonDialog } from '../parts/index.js';
import { useMay, useSession } from '../people/index.js';
import { ReplaySeen } from '../replays/index.js';
import { ChangesList } from './changes-list.js';
import { useDraftAction } from './queries.js';

type Asked = 'approve' | 'refuse' | 'withdraw';

function Steps({ draft }: { readonly draft: RuleDraft }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <ol className="rule-steps" aria-label={t('rules.steps')}>
      {draft.steps.map(({ step, by, at, reason }) => (
        <li key={`${step}:${at}`}>
          {t(`rules.step.${step}`)} · {by} · <span className="num">{instantText(at, language)}</span>
          {reason !== null && <span className="faint"> {reason}</span>}
        </li>
      ))}
    </ol>
  );
}

/** The dialog of one decision; an approval also names its first day. */
function Decide({
  draft,
  asked,
  today,
  onClose,
}: {
  readonly draft: RuleDraft;
  readonly asked: Asked;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const act = useDraftAction();
  const [from, setFrom] = useState(draft.from !== null && draft.from > today ? draft.from : today);
  const { revision } = draft;
  return (
    <ReasonDialog
      title={t(`rules.${asked}Title`, { rule: draft.ruleId })}
      action={t(`rules.${asked}`)}
      danger={asked !== 'approve'}
      ready={from !== ''}
      pending={act.isPending}
      error={act.error}
      onClose={onClose}
      onDo={(reason) => {
        const body = asked === 'approve' ? { revision, reason, from } : { revision, reason };
        act.mutate({ path: `drafts/${draft.id}/${asked}`, body }, { onSuccess: onClose });
      }}
    >
      {asked === 'approve' && (
        <>
          <Field label={t('rules.firstDay')}>
            <Input
              type="date"
              min={today}
              value={from}
              onChange={({ target }) => {
                setFrom(target.value);
              }}
            />
          </Field>
          {draft.judgesDifferently && draft.replayId === null && (
            <Alert type="warning" showIcon title={t('rules.noReplay')} />
          )}
          <ChangesList changes={draft.changes} />
        </>
      )}
    </ReasonDialog>
  );
}

function Actions({ draft, onAsk }: { readonly draft: RuleDraft; readonly onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const own = useSession().data?.user.username === draft.author;
  const mayDraft = useMay('draftRules') && own;
  const mayDecide = useMay('decideRules') && !own && draft.state === 'checked';
  const act = useDraftAction();
  const { revision, id, ruleId } = draft;
  const send = (move: 'submit' | 'rebase') => {
    act.mutate({ path: `drafts/${id}/${move}`, body: { revision } });
  };
  const ask = (asked: Asked) => (
    <Button
      type={asked === 'approve' ? 'primary' : 'default'}
      onClick={() => {
        onAsk(asked);
      }}
    >
      {t(`rules.${asked}`)}
    </Button>
  );
  return (
    <>
      <div className="rule-actions">
        {mayDraft && (
          <Link to={`/rules/${ruleId}/edit?draft=${id}`}>
            <Button>{t('rules.edit')}</Button>
          </Link>
        )}
        {mayDraft && draft.moved !== null && (
          <Button
            onClick={() => {
              send('rebase');
            }}
          >
            {t('rules.rebase')}
          </Button>
        )}
        {mayDraft && draft.state === 'draft' && draft.moved === null && draft.faults.length === 0 && (
          <Button
            type="primary"
            loading={act.isPending}
            onClick={() => {
              send('submit');
            }}
          >
            {t('rules.submit')}
          </Button>
        )}
        {mayDecide && ask('approve')}
        {mayDecide && ask('refuse')}
        {mayDraft && ask('withdraw')}
      </div>
      {act.error !== null && <Fault error={act.error} />}
    </>
  );
}

/** A draft, what it would change, what was done with it, and what can be done next. */
export function DraftCard({ draft, today }: { readonly draft: RuleDraft; readonly today: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = draft.state === 'draft' || draft.state === 'checked';
  return (
    <li className="panel rule-draft">
      <header>
        <h3>{t('rules.draftBy', { kind: t(`rules.kind.${draft.kind}`), author: draft.author })}</h3>
        <span className={`state-tag draft-${draft.state}`}>{t(`rules.draftState.${draft.state}`)}</span>
      </header>
      <p>{draft.reason}</p>
      {draft.moved !== null && (
        <Alert
          type="warning"
          showIcon
          title={t('rules.moved', { version: draft.moved.version })}
          description={<ChangesList changes={draft.moved.changes} />}
        />
      )}
      {draft.faults.map(({ line, column, code, message }) => (
        <p key={`${line}:${column}:${code}`} className="worse">
          {line}:{column} {say(message)}
        </p>
      ))}
      {draft.basedOn === null ? <p>{t('rules.newRule')}</p> : <ChangesList changes={draft.changes} />}
      {open && draft.judgesDifferently && draft.replayId === null && (
        <p className="faint">{t('rules.noReplay')}</p>
      )}
      {draft.replayId !== null && (
        <p>
          <ReplaySeen id={draft.replayId} />
        </p>
      )}
      <Steps draft={draft} />
      {open && <Actions draft={draft} onAsk={setAsked} />}
      {asked !== null && (
        <Decide
          draft={draft}
          asked={asked}
          today={today}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </li>
  );
}
