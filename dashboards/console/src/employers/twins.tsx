import { useState } from 'react';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { Answer } from '../parts/index.js';
import { MergeDialog } from './merge-dialog.js';
import { useTwins } from './queries.js';
import { Reasons } from './reasons.js';

/** Employers that may be this one under another spelling; merged only when a person says so. */
export function Twins({ employer }: { readonly employer: { readonly id: string; readonly name: string } }) {
  const { t } = useTranslation();
  const twins = useTwins(employer.id);
  const [wanted, setWanted] = useState<{ readonly id: string; readonly name: string } | null>(null);
  return (
    <>
      <h3>{t('employer.twins')}</h3>
      <Answer asked={twins} lines={2}>
        {({ twins: found }) =>
          found.length === 0 ? (
            <p className="faint">{t('employer.noTwins')}</p>
          ) : (
            <ul className="identity-list candidates">
              {found.map((twin) => (
                <li key={twin.employerId}>
                  <span>
                    <Link to={`/employers/${encodeURIComponent(twin.employerId)}`}>{twin.name}</Link>
                    <Reasons candidate={twin} />
                  </span>
                  <Button
                    size="small"
                    onClick={() => {
                      setWanted({ id: twin.employerId, name: twin.name });
                    }}
                  >
                    {t('employer.mergeWith')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {wanted !== null && (
        <MergeDialog
          employer={employer}
          wanted={wanted}
          onClose={() => {
            setWanted(null);
          }}
        />
      )}
    </>
  );
}
