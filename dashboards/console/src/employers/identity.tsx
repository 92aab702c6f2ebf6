import { useState } from 'react';
import { Alert, App, Button, Popconfirm } from 'antd';
import { Link } from 'react-router';
import type { EmployerDetail, EmployerIdentity } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, dayText, Fault, instantText, ReasonDialog } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { LinkDialog } from './link-dialog.js';
import { MergeDialog } from './merge-dialog.js';
import { useChange, useIdentity } from './queries.js';
import { SplitDialog } from './split-dialog.js';
import { Twins } from './twins.js';

type Shown = EmployerIdentity['links'][number];
type Move = EmployerIdentity['moves'][number];
type Named = EmployerIdentity['parts'][number];

function EmployerLink({ employer }: { readonly employer: Named }) {
  return <Link to={`/employers/${encodeURIComponent(employer.id)}`}>{employer.name}</Link>;
}

function Aliases({ identity }: { readonly identity: EmployerIdentity }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <h3>{t('employer.aliases')}</h3>
      {identity.aliases.length === 0 ? (
        <p className="faint">{t('employer.noAliases')}</p>
      ) : (
        <ul className="identity-list">
          {identity.aliases.map(({ name, region, regionName, reason }) => (
            <li key={`${name}:${region}`}>
              <strong>{name}</strong>
              <span className="faint">
                {region === '' ? t('common.unknownRegion') : say(regionName)} ·{' '}
                {t(`employer.aliasReason.${reason}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {identity.parts.length > 0 && (
        <>
          <h3>{t('employer.parts')}</h3>
          <ul className="identity-list">
            {identity.parts.map((part) => (
              <li key={part.id}>
                <EmployerLink employer={part} />
                <span className="faint num">{part.uscc ?? t('imports.noUscc')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function LinkLine({ link, editable }: { readonly link: Shown; readonly editable: boolean }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const change = useChange();
  const { kind, outward, other, since, until, ended, reason } = link;
  return (
    <li>
      <span>
        {t(`employer.linkOf.${kind}.${outward ? 'out' : 'in'}`)} <EmployerLink employer={other} />
      </span>
      <span className="faint">
        {[
          since === null ? null : t('employer.linkSince', { day: dayText(since, language) }),
          until === null ? null : t('employer.linkUntil', { day: dayText(until, language) }),
          ended ? t('employer.linkEnded') : null,
          reason,
        ]
          .filter((text) => text !== null)
          .join(' · ')}
      </span>
      {editable && !ended && (
        <Popconfirm
          title={t('employer.linkEnd')}
          okText={t('common.confirm')}
          cancelText={t('common.cancel')}
          onConfirm={() => {
            change.mutate({ do: 'end-link', linkId: link.id, until: dayOf(new Date()) });
          }}
        >
          <Button size="small" loading={change.isPending}>
            {t('employer.linkEnd')}
          </Button>
        </Popconfirm>
      )}
      {change.error !== null && <Fault error={change.error} />}
    </li>
  );
}

function MoveLine({ move, editable }: { readonly move: Move; readonly editable: boolean }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const change = useChange();
  const { kind, from, to, at, by, reason, undone, done } = move;
  return (
    <li>
      <span>{t(`employer.moved.${kind}`, { from: from.name, to: to.name })}</span>
      <span className="faint">{t('employer.movedBy', { by, at: instantText(at, language), reason })}</span>
      {!done && <span className="state-tag">{t('employer.moveRunning')}</span>}
      {undone !== null && (
        <span className="faint">
          {t('employer.undoneBy', { ...undone, at: instantText(undone.at, language) })}
        </span>
      )}
      {editable && undone === null && (
        <Button
          size="small"
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('employer.undo')}
        </Button>
      )}
      {asking && (
        <ReasonDialog
          title={t('employer.undoTitle')}
          action={t('employer.undo')}
          ready
          pending={change.isPending}
          error={change.error}
          onClose={() => {
            setAsking(false);
          }}
          onDo={(why) => {
            change.mutate(
              { do: 'undo', moveId: move.id, reason: why },
              {
                onSuccess: () => {
                  void message.success(t('employer.undone'));
                  setAsking(false);
                },
              },
            );
          }}
        >
          <p>{t('employer.undoText')}</p>
        </ReasonDialog>
      )}
    </li>
  );
}

const dialogs = { merge: MergeDialog, split: SplitDialog, link: LinkDialog } as const;

/** By what an employer is known, what belongs to it, and how that came to be; changed by those who may. */
export function Identity({ employer }: { readonly employer: EmployerDetail }) {
  const { t } = useTranslation();
  const editable = useMay('employerDesk');
  const identity = useIdentity(employer.id);
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  const Dialog = open === null ? null : dialogs[open];
  return (
    <section className="panel" aria-label={t('employer.identity')}>
      <h2>{t('employer.identity')}</h2>
      <Answer asked={identity} lines={4}>
        {(known) => (
          <div className="identity">
            {known.heir !== null && (
              <Alert
                type="info"
                showIcon
                title={
                  <>
                    {t('employer.heir')} <EmployerLink employer={known.heir} />
                  </>
                }
              />
            )}
            {editable && known.heir === null && (
              <div className="identity-tools">
                {(['merge', 'split', 'link'] as const).map((name) => (
                  <Button
                    key={name}
                    onClick={() => {
                      setOpen(name);
                    }}
                  >
                    {t(`employer.${name}`)}
                  </Button>
                ))}
              </div>
            )}
            <Aliases identity={known} />
            {editable && known.heir === null && <Twins employer={employer} />}
            <h3>{t('employer.links')}</h3>
            {known.links.length === 0 ? (
              <p className="faint">{t('employer.noLinks')}</p>
            ) : (
              <ul className="identity-list">
                {known.links.map((link) => (
                  <LinkLine key={link.id} link={link} editable={editable} />
                ))}
              </ul>
            )}
            <h3>{t('employer.moves')}</h3>
            {known.moves.length === 0 ? (
              <p className="faint">{t('employer.noMoves')}</p>
            ) : (
              <ul className="identity-list">
                {known.moves.map((move) => (
                  <MoveLine key={move.id} move={move} editable={editable} />
                ))}
              </ul>
            )}
          </div>
        )}
      </Answer>
      {Dialog !== null && (
        <Dialog
          employer={employer}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </section>
  );
}
