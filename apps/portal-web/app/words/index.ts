import { createInstance, type i18n } from 'i18next';
import type { Language } from '../language';
import type { Words } from './de';

const loaded = new Map<Language, i18n>();

/** Loads the words of a language; needed before the first page in it is rendered. */
export async function loadWords(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  const { words }: { words: Words } = await (language === 'de' ? import('./de') : import('./en'));
  const instance = createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: words as unknown as Record<string, Record<string, string>> },
    ns: Object.keys(words),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  loaded.set(language, instance);
}

/** The words of a language that was loaded. @throws Error where it was not */
export function wordsOf(language: Language): i18n {
  const words = loaded.get(language);
  if (!words) throw new Error(`The words of "${language}" are not loaded.`);
  return words;
}
