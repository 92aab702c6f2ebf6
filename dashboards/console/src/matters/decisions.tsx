import { Button } from 'antd';
import type { MatterDecision } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { instantText } from '../parts/index.js';
import { useMay } from '../people/index.js';

/** What people decided of links, newest first; what still holds can be taken back. */
export function Decisions({
  decisions,
  nameOf,
  onUndo,
}: {
  readonly decisions: readonly MatterDecision[];
  readonly nameOf: (eventId: string) => string;
  readonly onUndo: (decisionId: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayLink = useMay('linkReports');
  if (decisions.length === 0) return null;
  return (
    <>
      <h3>{t('matters.decisions')}</h3>
      <ul className="link-decisions">
        {decisions.map(({ id, kind, eventId, withEventId, by, at, reason, undone }) => (
          <li key={id}>
            <span>
              {kind === 'apart'
                ? t('matters.isApart', { report: nameOf(eventId) })
                : t('matters.isJoined', { report: nameOf(eventId), with: nameOf(withEventId ?? '') })}
            </span>
            <span className="faint">
              {t('matters.decided', { by, at: instantText(at, language), reason })}
              {undone !== null && (
                <>
                  {' · '}
                  {t('matters.undoneBy', {
                    by: undone.by,
                    at: instantText(undone.at, language),
                    reason: undone.reason,
                  })}
                </>
              )}
            </span>
            {undone === null && mayLink && (
              <Button
                size="small"
                className="no-print"
                onClick={() => {
                  onUndo(id);
                }}
              >
                {t('matters.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
