import { halvesOf } from '@one-screen/domain';
import { ref } from 'vue';

/** Languages of the screen; Chinese first. */
export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const KEPT = 'one-screen.locale';
const kept = (): Locale => {
  const found = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEPT);
  return found === 'en' ? 'en' : 'zh';
};

/** The present language. Kept apart from the messages so that formatting and the API need no vue-i18n. */
export const locale = ref<Locale>(kept());

/** Changes the language and remembers it on this machine. */
export const keepLocale = (next: Locale): void => {
  locale.value = next;
  if (typeof localStorage !== 'undefined') localStorage.setItem(KEPT, next);
};

/** Picks from a bilingual pair in the present language. */
export const say = (pair: { zh: string; en: string }): string => pair[locale.value];

/** What a line that carries both languages ("中文 / English": faults of links, messages, options) says in the present one. */
export const inOwnLanguage = (text: string): string => say(halvesOf(text));
