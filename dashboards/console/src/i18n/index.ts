import i18next, { use as extend } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Bilingual } from '@miaotou/domain';
import { en, zh } from './texts.js';

export type Language = 'zh' | 'en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zh };
  }
}

const REMEMBERED = 'miaotou.language';

function remembered(): Language {
  return globalThis.localStorage?.getItem(REMEMBERED) === 'en' ? 'en' : 'zh';
}

function mark(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Makes the texts ready. Chinese first; the reader's last choice is kept in the browser. */
export async function startTexts(): Promise<void> {
  const language = remembered();
  await extend(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    returnNull: false,
    // Tiers are renamed while pages are open.
    react: { bindI18nStore: 'added' },
  });
  mark(language);
}

/** Calls the tiers as the office does, in both languages; null as the product ships them. */
export function nameTiers(names: Readonly<Record<Language, typeof zh.tier>> | null): void {
  for (const [language, texts] of [['zh', zh] as const, ['en', en] as const]) {
    const tier = names?.[language] ?? texts.tier;
    i18next.addResourceBundle(language, 'translation', { tier }, true, true);
  }
}

/** The reader's language and the way to change it. */
export function useLanguage(): { readonly language: Language; readonly change: (to: Language) => void } {
  const { i18n } = useTranslation();
  return {
    language: i18n.language === 'en' ? 'en' : 'zh',
    change: (to) => {
      globalThis.localStorage?.setItem(REMEMBERED, to);
      mark(to);
      void i18n.changeLanguage(to);
    },
  };
}

/** Chooses the reader's language of a text that came in both. */
export function useSay(): (text: Bilingual) => string {
  const { language } = useLanguage();
  return (text) => text[language];
}

export { useTranslation };
