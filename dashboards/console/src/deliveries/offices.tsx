import { useState } from 'react';
import { App, Button } from 'antd';
import type { DeliveryCalendar, DeliveryOffice } from '@miaotou/contracts';
import type { Cycle } from '@miaotou/domain';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { dayText, Fault } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ContactDialog } from './dialogs.js';
import { letterAddress, useRemind } from './queries.js';
import { signs, usePeriodText } from './words.js';

function Letters({ letters }: Pick<DeliveryOffice, 'letters'>) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (letters.length === 0) return null;
  return (
    <details>
      <summary>
        {t('deliveries.letters')} <span className="num">{letters.length}</span>
      </summary>
      <ul className="brief">
        {letters.map(({ id, number, owed, at, by, automatic }) => (
          <li key={id}>
            <a href={letterAddress(id)} download>
              {t('deliveries.letterOf', { number, count: owed.length })}
            </a>
            <div className="faint num">
              {dayText(at, language)} · {automatic ? t('deliveries.automatic') : by}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** One office: what it owes, whom to write to, and what was written. */
function Office({
  office,
  cycles,
}: {
  readonly office: DeliveryOffice;
  readonly cycles: ReadonlyMap<string, Cycle>;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = App.useApp();
  const periodText = usePeriodText();
  const remind = useRemind();
  const mayWrite = useMay('bringIn');
  const maySet = useMay('deliveryRules');
  const [editing, setEditing] = useState(false);
  const { owed, contact, phone, letters } = office;
  return (
    <li className={owed.length > 0 ? 'card edge edge-orange' : 'card'}>
      <div className="card-head">
        <strong>
          {owed.length === 0
            ? say(office.office)
            : t('deliveries.owedBy', { office: say(office.office), count: owed.length })}
        </strong>
        <div className="faint num">
          {contact === null && phone === null
            ? t('deliveries.noContact')
            : [contact, phone].filter(Boolean).join(' · ')}{' '}
          {maySet && (
            <Button size="small" type="link" onClick={() => setEditing(true)}>
              {t('deliveries.editContact')}
            </Button>
          )}
        </div>
      </div>
      {owed.length > 0 && (
        <ul className="delivery-owed">
          {owed.map(({ layout, name, period, due, daysLate, state }) => (
            <li key={`${layout} ${period}`}>
              <span className={`delivery delivery-${state}`} aria-hidden>
                {signs[state]}
              </span>
              <span>
                {say(name)} <span className="num">{periodText(period, cycles.get(layout) ?? 'month')}</span>
                <span className="faint num">
                  {' '}
                  {t(`deliveries.state.${state}`)} · {t('deliveries.owedSince', { due })}
                  {daysLate > 0 && ` · ${t('deliveries.daysLate', { days: daysLate })}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {owed.length > 0 && mayWrite && (
        <Button
          className="no-print"
          loading={remind.isPending}
          onClick={() => {
            remind.mutate(office.office.zh, {
              onSuccess: ({ number }) => void message.success(t('deliveries.reminded', { number })),
            });
          }}
        >
          {t('deliveries.remind')}
        </Button>
      )}
      {remind.error !== null && <Fault error={remind.error} />}
      <Letters letters={letters} />
      {editing && <ContactDialog office={office} onClose={() => setEditing(false)} />}
    </li>
  );
}

/** Who owes what since when, those who owe most first. */
export function Offices({ calendar }: { readonly calendar: DeliveryCalendar }) {
  const { t } = useTranslation();
  const cycles = new Map(calendar.rows.map(({ layout, cycle }) => [layout, cycle]));
  const sorted = calendar.offices.toSorted((a, b) => b.owed.length - a.owed.length);
  return (
    <section className="panel" aria-label={t('deliveries.owed')}>
      <h2>{t('deliveries.owed')}</h2>
      {sorted.every(({ owed }) => owed.length === 0) && <p className="faint">{t('deliveries.owedNone')}</p>}
      <ul className="cards delivery-offices">
        {sorted.map((office) => (
          <Office key={office.office.zh} office={office} cycles={cycles} />
        ))}
      </ul>
    </section>
  );
}
