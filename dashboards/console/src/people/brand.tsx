import { useTranslation } from '../i18n/index.js';

/** Sign and name of the product. */
export function Brand({ large = false }: { readonly large?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={large ? 'brand brand-large' : 'brand'}>
      <img src="/icon.svg" alt="" width={large ? 44 : 26} height={large ? 44 : 26} />
      <span>
        <strong>{t('product.name')}</strong>
        <span className="brand-long">{t('product.long')}</span>
      </span>
    </span>
  );
}
