import { createInstance, type i18n } from 'i18next';
import type { Language } from '../language';
import type { Words } from './de';

/** What everybody reads and what stands on every page; and what a person does. The first is small, and loaded with every page. */
export type Group = 'public' | 'own';

type Loaded = Partial<Words>;
const files: Readonly<Record<Group, Readonly<Record<Language, () => Promise<{ readonly words: Loaded }>>>>> =
  {
    public: { de: () => import('./public.de'), en: () => import('./public.en') },
    own: { de: () => import('./own.de'), en: () => import('./own.en') },
  };

const instances = new Map<Language, i18n>();
const loading = new Map<string, Promise<void>>();

function instanceOf(language: Language): i18n {
  const known = instances.get(language);
  if (known) return known;
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: {},
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  instances.set(language, instance);
  return instance;
}

/** Loads a group of words in a language, once; what could not be loaded is tried again. */
export function loadWords(language: Language, group: Group): Promise<void> {
  const name = `${language} ${group}`;
  const known = loading.get(name);
  if (known) return known;
  const load = files[group][language]().then(({ words }) => {
    const instance = instanceOf(language);
    for (const [area, texts] of Object.entries(words)) instance.addResourceBundle(language, area, texts);
  });
  loading.set(name, load);
  load.catch(() => loading.delete(name));
  return load;
}

/** The words of a page or part; undefined where their group is not loaded (yet). */
export function wordsOf(language: Language, area: keyof Words): i18n | undefined {
  const instance = instanceOf(language);
  return instance.hasResourceBundle(language, area) ? instance : undefined;
}
