import { Alert } from 'antd';
import { Link } from 'react-router';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText } from '../parts/index.js';
import { Countdown } from './countdown.js';
import { useStanding } from './queries.js';

const shown = 8;

/** For leaders: each red with its clock, what is overdue by office, and what the watchdog found. */
export function Standing() {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const standing = useStanding(true);
  return (
    <div className="standing">
      <Answer asked={standing} lines={2}>
        {({ reds, redsTotal, offices, faults }) => (
          <>
            {faults.map(({ code, text, since }) => (
              <Alert
                key={code}
                type="error"
                showIcon
                title={t('incidents.fault', { text: say(text), at: instantText(since, language) })}
              />
            ))}
            <section className="panel" aria-label={t('incidents.reds')}>
              <h2>
                {t('incidents.reds')}
                {redsTotal > shown && (
                  <Link className="more" to="/incidents?view=all&tier=red">
                    {t('incidents.moreReds', { total: redsTotal })}
                  </Link>
                )}
              </h2>
              {reds.length === 0 && <p className="faint">{t('incidents.noReds')}</p>}
              <ul className="plain">
                {reds.slice(0, shown).map((row) => (
                  <li key={row.id} className="red-line">
                    <Link to={`/incidents/${encodeURIComponent(row.id)}`}>{row.title}</Link>
                    <span className="faint">
                      {t(`incidentState.${row.state}`)} · {row.holder?.displayName ?? t('incidents.nobody')}
                    </span>
                    {row.clock !== null && <Countdown clock={row.clock} />}
                  </li>
                ))}
              </ul>
            </section>
            <section className="panel" aria-label={t('incidents.offices')}>
              <h2>{t('incidents.offices')}</h2>
              {offices.length === 0 ? (
                <p className="faint">{t('incidents.noOffices')}</p>
              ) : (
                <table className="data tight">
                  <thead>
                    <tr>
                      <th scope="col">{t('incidents.officeName')}</th>
                      <th scope="col" className="end">
                        {t('incidents.lateCount')}
                      </th>
                      <th scope="col" className="end">
                        {t('incidents.unsigned')}
                      </th>
                      <th scope="col" className="end">
                        {t('incidents.liveCount')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {offices.map(({ office, live, unsigned, overdue }) => (
                      <tr key={office?.zh ?? ''}>
                        <th scope="row">{office === null ? t('incidents.noOffice') : say(office)}</th>
                        <td className={overdue > 0 ? 'end num late' : 'end num'}>{overdue}</td>
                        <td className="end num">{unsigned}</td>
                        <td className="end num">{live}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </section>
          </>
        )}
      </Answer>
    </div>
  );
}
