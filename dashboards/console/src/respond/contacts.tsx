import { Button } from 'antd';
import type { SceneContacts } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import { useContacts, usePhone } from './queries.js';

function Contact({
  incidentId,
  contact,
}: {
  readonly incidentId: string;
  readonly contact: SceneContacts['items'][number];
}) {
  const { t } = useTranslation();
  const phone = usePhone(incidentId);
  const { person, holds, level } = contact;
  const number = phone.data?.phone;
  return (
    <li className="respond-contact">
      <span>
        <strong>{person.displayName}</strong>{' '}
        <span className="faint">
          {holds ? t('respond.holds') : level === null ? '' : t(`level.${level}`)}
        </span>
      </span>
      {number === undefined ? (
        <Button
          size="large"
          loading={phone.isPending}
          aria-label={t('respond.showNumber', { name: person.displayName })}
          onClick={() => {
            phone.mutate(person.id);
          }}
        >
          <span className="num">{contact.phone}</span>
        </Button>
      ) : (
        <Button size="large" type="primary" href={`tel:${number.replaceAll(/[^\d+]/gu, '')}`}>
          {t('respond.call')} <span className="num">{number}</span>
        </Button>
      )}
      {phone.error !== null && <Fault error={phone.error} />}
    </li>
  );
}

/** Whom to call about the incident: a number shows when it is tapped, and the next tap calls it. */
export function Contacts({ incidentId }: { readonly incidentId: string }) {
  const { t } = useTranslation();
  const contacts = useContacts(incidentId);
  const items = contacts.data?.items ?? [];
  if (contacts.error !== null) return <Fault error={contacts.error} />;
  if (items.length === 0) return null;
  return (
    <section className="respond-part" aria-label={t('respond.contacts')}>
      <h2>{t('respond.contacts')}</h2>
      <ul className="respond-contacts">
        {items.map((contact) => (
          <Contact key={contact.person.id} incidentId={incidentId} contact={contact} />
        ))}
      </ul>
      <p className="faint">{t('respond.contactsHint')}</p>
    </section>
  );
}
