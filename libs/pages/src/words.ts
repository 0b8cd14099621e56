import { createInstance, type i18n } from 'i18next';
import { languages, useLanguage, type Language } from './language';

/** What is put into a text: `{{name}}`; `count` also chooses between one and many. */
export type Values = Readonly<Record<string, string | number>>;

/** The name of a text; one that has a form for one and one for many is named without them (`days_one`, `days_other`: `days`). */
export type WordKey<Texts> = PluralFree<keyof Texts & string>;
type PluralFree<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;

/** Where the texts of a group are, by language: areas, each with its texts. */
export type WordFiles<Words> = Readonly<Record<Language, () => Promise<{ readonly words: Partial<Words> }>>>;

/** The texts of pages. */
export interface WordBook<Words, Group extends string> {
  /** Loads a group of words in a language, once; what could not be loaded is tried again. */
  readonly loadWords: (language: Language, group: Group) => Promise<void>;
  /**
   * The words of a page or part in the language of the page that is shown: they are loaded before it is drawn.
   * @throws Error where their group was not loaded
   */
  readonly useWords: <Area extends keyof Words & string>(
    area: Area,
  ) => (key: WordKey<Words[Area]>, values?: Values) => string;
}

/** Texts of pages in every language, loaded by groups. @param files the groups */
export function wordBook<Words, Group extends string>(
  files: Readonly<Record<Group, WordFiles<Words>>>,
): WordBook<Words, Group> {
  const instances = Object.fromEntries(
    languages.map((language) => [language, instanceIn(language)]),
  ) as Record<Language, i18n>;
  const loading = new Map<string, Promise<void>>();
  return {
    loadWords(language, group) {
      const name = `${language} ${group}`;
      const known = loading.get(name);
      if (known) return known;
      const load = files[group][language]().then(({ words }) => {
        for (const [area, texts] of Object.entries(words))
          instances[language].addResourceBundle(language, area, texts);
      });
      loading.set(name, load);
      load.catch(() => loading.delete(name));
      return load;
    },
    useWords(area) {
      const language = useLanguage();
      const instance = instances[language];
      if (!instance.hasResourceBundle(language, area)) throw new Error(`There are no words "${area}" yet.`);
      const translate = instance.t as (key: string, options: object) => string;
      return (key, values) => translate(key, { ns: area, ...values });
    },
  };
}

function instanceIn(language: Language): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: {},
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
