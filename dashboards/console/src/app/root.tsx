import { useEffect } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../api/index.js';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { antTheme, useShade, useStill } from '../look/index.js';
import { router } from './routes.js';

/** Language, look, data and pages together. */
export function Root() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { shade } = useShade();
  const still = useStill();
  useEffect(() => {
    document.documentElement.dataset['shade'] = shade;
  }, [shade]);
  useEffect(() => {
    document.title = `${t('product.name')} · ${t('product.long')}`;
  }, [t]);
  return (
    <ConfigProvider
      theme={antTheme(shade, still)}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <App notification={{ maxCount: 3 }} message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
