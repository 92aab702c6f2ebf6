import { useState } from 'react';
import { Alert, App, Button, Checkbox, Input } from 'antd';
import { Link } from 'react-router';
import type { IncidentDetail } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Field, Fault, ReasonDialog, TierTag } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useIncidentMove, useMergePreview } from './queries.js';

type Asked = 'merge' | 'split' | { readonly undo: string };

function MoveDialog({
  incident,
  asked,
  chosen,
  onClose,
}: {
  readonly incident: IncidentDetail;
  readonly asked: Asked;
  readonly chosen: readonly string[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = App.useApp();
  const [into, setInto] = useState('');
  const preview = useMergePreview(incident.id, into);
  const move = useIncidentMove();
  const { id, version } = incident;
  const title = t(
    asked === 'merge' ? 'incidents.merge' : asked === 'split' ? 'incidents.split' : 'incidents.undo',
  );
  const requestOf = (reason: string) => {
    if (asked === 'merge') return { to: `/incidents/${id}/merge`, body: { into, version, reason } };
    if (asked === 'split') return { to: `/incidents/${id}/split`, body: { alerts: chosen, version, reason } };
    return { to: `/incidents/moves/${asked.undo}/undo`, body: { reason } };
  };
  return (
    <ReasonDialog
      title={title}
      action={t('common.confirm')}
      ready={asked !== 'merge' || preview.data !== undefined}
      pending={move.isPending}
      error={move.error}
      onClose={onClose}
      onDo={(reason) => {
        move.mutate(requestOf(reason), {
          onSuccess: () => {
            void message.success(t('incidents.done', { step: title }));
            onClose();
          },
        });
      }}
    >
      {asked === 'merge' && (
        <>
          <Field label={t('incidents.mergeInto')}>
            <Input
              value={into}
              inputMode="numeric"
              maxLength={15}
              onChange={({ target }) => {
                setInto(target.value.trim());
              }}
            />
          </Field>
          {preview.error !== null && <Fault error={preview.error} />}
          {preview.data !== undefined && (
            <Alert
              type={preview.data.warnings.length > 0 ? 'warning' : 'info'}
              showIcon
              title={t('incidents.mergePreview', {
                count: preview.data.alerts,
                title: preview.data.to.title,
                total: preview.data.to.alerts,
              })}
              description={preview.data.warnings.map((one) => (
                <div key={one.zh}>{say(one)}</div>
              ))}
            />
          )}
        </>
      )}
    </ReasonDialog>
  );
}

/** The alerts gathered in the incident, and what was merged or split. */
export function Members({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const may = useMay('silences') && incident.state !== 'closed';
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <section className="panel" aria-label={t('incidents.members')}>
      <h2>{t('incidents.members')}</h2>
      <ul className="plain members">
        {incident.members.map((member) => (
          <li key={member.alertId} className={`edge edge-${member.tier}`}>
            <div className="alert-marks">
              {may && incident.members.length > 1 && (
                <Checkbox
                  aria-label={t('incidents.splitHint')}
                  checked={chosen.includes(member.alertId)}
                  onChange={({ target }) => {
                    setChosen(
                      target.checked
                        ? [...chosen, member.alertId]
                        : chosen.filter((one) => one !== member.alertId),
                    );
                  }}
                />
              )}
              <TierTag tier={member.tier} />
              <Link to={`/alerts/${encodeURIComponent(member.alertId)}`}>
                {member.ruleId} {say(member.ruleName)}
              </Link>
              <span className="faint">{t(`state.${member.state}`)}</span>
            </div>
            <p>{say(member.sentence)}</p>
          </li>
        ))}
      </ul>
      {incident.hidden > 0 && <p className="faint">{t('incidents.hidden', { count: incident.hidden })}</p>}
      {may && (
        <div className="tool-row">
          <Button
            onClick={() => {
              setAsked('merge');
            }}
          >
            {t('incidents.merge')}
          </Button>
          {incident.members.length > 1 && (
            <Button
              disabled={chosen.length === 0 || chosen.length === incident.members.length}
              onClick={() => {
                setAsked('split');
              }}
            >
              {t('incidents.split')}
            </Button>
          )}
        </div>
      )}
      {incident.moves.length > 0 && (
        <>
          <h3>{t('incidents.moves')}</h3>
          <ul className="plain">
            {incident.moves.map((one) => (
              <li key={one.id}>
                {t(one.kind === 'merge' ? 'incidents.mergedWith' : 'incidents.splitFrom', {
                  id: one.other,
                  title: one.otherTitle,
                  count: one.alerts,
                  by: one.by,
                  reason: one.reason,
                })}
                {one.undone
                  ? t('incidents.undone')
                  : may && (
                      <Button
                        type="link"
                        onClick={() => {
                          setAsked({ undo: one.id });
                        }}
                      >
                        {t('incidents.undo')}
                      </Button>
                    )}
              </li>
            ))}
          </ul>
        </>
      )}
      {asked !== null && (
        <MoveDialog
          incident={incident}
          asked={asked}
          chosen={chosen}
          onClose={() => {
            setAsked(null);
            setChosen([]);
          }}
        />
      )}
    </section>
  );
}
