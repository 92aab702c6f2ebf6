import { useState } from 'react';
import { Alert, Button, Input, Select } from 'antd';
import { useParams } from 'react-router';
import type { RuleHistory, RuleVersion } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Answer, Field, instantText, Nothing, ReasonDialog } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ChangesList } from './changes-list.js';
import { ReplaySeen, ShadowCard } from '../replays/index.js';
import { DraftCard } from './draft-card.js';
import { useChanges, useDraftAction, useHistory } from './queries.js';
import { RuleHead } from './rule-head.js';

/** What makes a draft of a rule as a whole. */
type Asked =
  | { readonly kind: 'roll-back'; readonly version: number }
  | { readonly kind: 'retire' }
  | { readonly kind: 'adopt' };

function Begin({
  id,
  asked,
  today,
  onClose,
}: {
  readonly id: string;
  readonly asked: Asked;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const act = useDraftAction();
  const [to, setTo] = useState(today);
  return (
    <ReasonDialog
      title={t(`rules.begin.${asked.kind}`, { version: asked.kind === 'roll-back' ? asked.version : '' })}
      action={t('rules.makeDraft')}
      ready={asked.kind !== 'retire' || to !== ''}
      pending={act.isPending}
      error={act.error}
      onClose={onClose}
      onDo={(reason) => {
        const body =
          asked.kind === 'roll-back'
            ? { version: asked.version, reason }
            : asked.kind === 'retire'
              ? { to, reason }
              : { reason };
        act.mutate({ path: `${id}/${asked.kind}`, body }, { onSuccess: onClose });
      }}
    >
      <p>{t('rules.secondPerson')}</p>
      {asked.kind === 'retire' && (
        <Field label={t('rules.lastDay')}>
          <Input
            type="date"
            min={today}
            value={to}
            onChange={({ target }) => {
              setTo(target.value);
            }}
          />
        </Field>
      )}
    </ReasonDialog>
  );
}

function Version({
  version,
  newest,
  onBack,
}: {
  readonly version: RuleVersion;
  readonly newest: boolean;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const may = useMay('draftRules');
  const { author, approvedBy, replayId, from, to } = version;
  return (
    <li className="rule-version" id={`v${version.version}`}>
      <header>
        <h3 className="num">{t('rules.version', { version: version.version })}</h3>
        <span className={`state-tag version-${version.standing}`}>
          {t(`rules.versionStanding.${version.standing}`)}
        </span>
        <span className="num">
          {from} — {to ?? ''}
        </span>
        {may && !newest && (
          <Button size="small" onClick={onBack}>
            {t('rules.rollBack')}
          </Button>
        )}
      </header>
      <p className="faint">
        {author === null
          ? t('rules.shippedAt', { at: instantText(version.publishedAt, language) })
          : t('rules.publishedBy', {
              author,
              approver: approvedBy ?? '',
              at: instantText(version.publishedAt, language),
            })}{' '}
        · <code title={version.sha256}>{version.sha256.slice(0, 12)}</code>
      </p>
      {version.reason !== null && <p>{version.reason}</p>}
      {author !== null && version.judgesDifferently && (
        <p className="faint">{replayId === null ? t('rules.noReplay') : <ReplaySeen id={replayId} />}</p>
      )}
      {version.basedOn !== null && <ChangesList changes={version.changes} />}
    </li>
  );
}

function Compare({ id, versions }: { readonly id: string; readonly versions: readonly RuleVersion[] }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(versions[1]?.version ?? 1);
  const [to, setTo] = useState(versions[0]?.version ?? 1);
  const changes = useChanges(id, from, to);
  const options = versions.map(({ version }) => ({ value: version, label: t('rules.version', { version }) }));
  return (
    <section className="panel" aria-label={t('rules.compare')}>
      <h2>{t('rules.compare')}</h2>
      <div className="rule-actions">
        <Select aria-label={t('rules.compareFrom')} value={from} options={options} onChange={setFrom} />
        <span aria-hidden>→</span>
        <Select aria-label={t('rules.compareTo')} value={to} options={options} onChange={setTo} />
      </div>
      {from === to ? (
        <p className="faint">{t('rules.noChanges')}</p>
      ) : (
        <Answer asked={changes} lines={2}>
          {(found) => <ChangesList changes={found} />}
        </Answer>
      )}
    </section>
  );
}

function History({ history }: { readonly history: RuleHistory }) {
  const { t } = useTranslation();
  const may = useMay('draftRules');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { id, versions, drafts, update, today } = history;
  const open = drafts.filter(({ state }) => state === 'draft' || state === 'checked');
  const closed = drafts.filter((draft) => !open.includes(draft));
  return (
    <>
      <RuleHead id={id} name={history.name} />
      {update !== null && (
        <Alert
          type="info"
          showIcon
          title={t('rules.updateText', { version: update.version })}
          description={<ChangesList changes={update.changes} />}
          action={
            may && (
              <Button
                size="small"
                onClick={() => {
                  setAsked({ kind: 'adopt' });
                }}
              >
                {t('rules.adopt')}
              </Button>
            )
          }
        />
      )}
      <section aria-label={t('rules.drafts')}>
        <h2>{t('rules.drafts')}</h2>
        {open.length === 0 ? (
          <Nothing>{t('rules.noDrafts')}</Nothing>
        ) : (
          <ul className="rule-drafts">
            {open.map((draft) => (
              <DraftCard key={draft.id} draft={draft} today={today} />
            ))}
          </ul>
        )}
      </section>
      <ShadowCard ruleId={id} drafts={open} />
      <section aria-label={t('rules.versions')}>
        <h2>{t('rules.versions')}</h2>
        {may && history.standing === 'in-force' && (
          <p>
            <Button
              onClick={() => {
                setAsked({ kind: 'retire' });
              }}
            >
              {t('rules.retire')}
            </Button>
          </p>
        )}
        <ol className="rule-versions">
          {versions.map((version, at) => (
            <Version
              key={version.version}
              version={version}
              newest={at === 0}
              onBack={() => {
                setAsked({ kind: 'roll-back', version: version.version });
              }}
            />
          ))}
        </ol>
      </section>
      {versions.length > 1 && <Compare id={id} versions={versions} />}
      {closed.length > 0 && (
        <details>
          <summary>{t('rules.closedDrafts', { count: closed.length })}</summary>
          <ul className="rule-drafts">
            {closed.map((draft) => (
              <DraftCard key={draft.id} draft={draft} today={today} />
            ))}
          </ul>
        </details>
      )}
      {asked !== null && (
        <Begin
          id={id}
          asked={asked}
          today={today}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

export function Component() {
  const { id = '' } = useParams();
  const history = useHistory(id);
  return (
    <div className="page">
      <Answer asked={history} lines={10}>
        {(found) => <History history={found} />}
      </Answer>
    </div>
  );
}
