import { useState } from 'react';
import { Button, Tag } from 'antd';
import { dayOf } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer } from '../parts/index.js';
import { useNodeYear } from './queries.js';

/** The windows of one year as the calendars make them; lunar ones move from year to year. */
export function NodeYear() {
  const { t } = useTranslation();
  const say = useSay();
  const [year, setYear] = useState(() => Number(dayOf(new Date()).slice(0, 4)));
  const windows = useNodeYear(year);
  return (
    <>
      <div className="setting-head">
        <h3>{t('settings.year', { year })}</h3>
        <Button
          size="small"
          aria-label={t('settings.yearBefore')}
          onClick={() => {
            setYear(year - 1);
          }}
        >
          ‹
        </Button>
        <Button
          size="small"
          aria-label={t('settings.yearAfter')}
          onClick={() => {
            setYear(year + 1);
          }}
        >
          ›
        </Button>
      </div>
      <Answer asked={windows}>
        {(found) => (
          <ul className="setting-year">
            {found.map(({ code, name, from, to, now }) => (
              <li key={`${code} ${from}`}>
                <span className="setting-days">
                  {from} – {to}
                </span>{' '}
                {say(name)} {now && <Tag color="gold">{t('settings.now')}</Tag>}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </>
  );
}
