import { useLanguage } from '../language';
import { wordsOf } from '.';
import type { Words } from './de';

/** What is put into a text: `{{name}}`; `count` also chooses between one and many. */
export type Values = Readonly<Record<string, string | number>>;

/** The name of a text; one that has a form for one and one for many is named without them (`days_one`, `days_other`: `days`). */
export type WordKey<Area extends keyof Words> = PluralFree<keyof Words[Area] & string>;
type PluralFree<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;

/**
 * The words of a page or part in the language of the page that is shown: they are loaded before it is drawn (`entry.client`,
 * `entry.server`, and the middleware of `root`). @param area as in `words/public.de.ts` or `words/own.de.ts`
 */
export function useWords<Area extends keyof Words>(
  area: Area,
): (key: WordKey<Area>, values?: Values) => string {
  const language = useLanguage();
  const words = wordsOf(language, area);
  if (words === undefined) throw new Error(`There are no words "${area}" yet.`);
  const translate = words.t as (key: string, options: object) => string;
  return (key, values) => translate(key, { ns: area, ...values });
}
