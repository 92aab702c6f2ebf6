import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { Button } from 'antd';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Brand } from './brand.js';
import { safeReturn } from './safe-return.js';
import { useSession } from './session.js';
import { SignInForm } from './sign-in-form.js';

export function Component() {
  const { t } = useTranslation();
  const { language, change } = useLanguage();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const session = useSession();
  const back = safeReturn(params.get('back'));
  if (session.data) return <Navigate to={back} replace />;
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <Brand large />
        <h1 className="sr-only">{t('signIn.title')}</h1>
        <p className="faint">{t('product.office')}</p>
        <SignInForm
          onDone={() => {
            void navigate(back, { replace: true });
          }}
        />
        <p className="faint">{t('signIn.internal')}</p>
        <Button
          type="text"
          size="small"
          onClick={() => {
            change(language === 'zh' ? 'en' : 'zh');
          }}
        >
          {t('nav.language')}
        </Button>
      </div>
    </main>
  );
}
