import { Link } from 'react-router';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Forbidden, Nothing, TierTag } from '../parts/index.js';
import { useMay, useSession } from '../people/index.js';
import { ClockLine } from './clock.js';
import { useMyIncidents, useNoteSender } from './queries.js';

function List({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const incidents = useMyIncidents();
  useNoteSender(userId);
  return (
    <Answer asked={incidents} lines={8}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing>{t('respond.empty')}</Nothing>
        ) : (
          <ul className="respond-list">
            {items.map(({ id, tier, title, regionName, sentence, clock, holder }) => (
              <li key={id}>
                <Link to={`/respond/${encodeURIComponent(id)}`} className={`respond-card tier-edge-${tier}`}>
                  <span className="respond-head">
                    <TierTag tier={tier} />
                    <span className="faint">{say(regionName)}</span>
                  </span>
                  <strong>{title}</strong>
                  <span>{say(sentence)}</span>
                  {clock !== null && <ClockLine clock={clock} basis={false} />}
                  <span className="faint">
                    {holder === null
                      ? t('respond.nobody')
                      : t('respond.holder', { name: holder.displayName })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

/** What waits for the one who responds, gravest first. */
export function Component() {
  const { t } = useTranslation();
  const session = useSession().data;
  const may = useMay('respond');
  if (!may) return <Forbidden />;
  return (
    <div className="page respond">
      <h1>{t('respond.mine')}</h1>
      {session != null && <List userId={session.user.id} />}
    </div>
  );
}
