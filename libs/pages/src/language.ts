import { useLocation } from 'react-router';

/** The languages of the portal (R25). German stands at the root, English below `/en`. */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

/** As the browser and the server know them (BCP 47): dates, numbers and lists are written as in these countries. */
export const locales: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

/** The language of an address. */
export function languageOfPath(path: string): Language {
  return path === '/en' || path.startsWith('/en/') ? 'en' : 'de';
}

/** An address in a language: `pathIn('en', '/postkorb')` is `/en/postkorb`. @param path the German one */
export function pathIn(language: Language, path: string): string {
  if (language === 'de') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** The German address of the same page, which names it. */
export function germanPath(path: string): string {
  return languageOfPath(path) === 'en' ? path.slice(3) || '/' : path;
}

/** The language of the page that is shown. */
export function useLanguage(): Language {
  return languageOfPath(useLocation().pathname);
}

/** Makes addresses in the language of the page that is shown. */
export function usePaths(): (path: string) => string {
  const language = useLanguage();
  return (path) => pathIn(language, path);
}
