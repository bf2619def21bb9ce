import { watch } from 'vue';
import { createI18n } from 'vue-i18n';
import { keepLocale, locale, type Locale } from './locale';
import { messages as trade } from './trade-messages';

interface Messages {
  zh: Record<string, unknown>;
  en: Record<string, unknown>;
}

/** Every folder's `messages.ts`: `{ zh, en }`, each under its own top-level name. */
const folders = import.meta.glob<{ messages: Messages }>('./*/messages.ts', { eager: true });
const all = [trade as Messages, ...Object.values(folders).map((folder) => folder.messages)];
const merged = (lang: Locale) => Object.assign({}, ...all.map((one) => one[lang])) as Record<string, never>;

export const i18n = createI18n({
  legacy: false,
  locale: locale.value,
  fallbackLocale: 'zh',
  messages: { zh: merged('zh'), en: merged('en') },
});

watch(locale, (next) => {
  i18n.global.locale.value = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
}, { immediate: true });

/** Changes the language of the whole screen. */
export const setLocale = keepLocale;
