import { Link } from 'react-router';
import { useTranslation } from '../i18n/index.js';
import { useReplay } from './queries.js';

/** The replay that was looked at before a version or a draft, by name where it is still kept. */
export function ReplaySeen({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data } = useReplay(id);
  const name = data === undefined ? id : data.title === '' ? `${data.from} – ${data.to}` : data.title;
  return <Link to={`/replays/${encodeURIComponent(id)}`}>{t('rules.replaySeen', { replay: name })}</Link>;
}
