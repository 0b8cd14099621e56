import type { Tenant } from '#configuration';
import { searchable, wordsOf } from '#forms';
import { spokenReference } from '#contracts';
import { invalidInput } from '#http';
import type { Sought, SoughtWord } from '../read-models/find-work-list';

type SearchedCity = Pick<Tenant, 'referencePrefix' | 'services' | 'offices'>;

/**
 * What somebody looks for in the work list: a reference as people say it, and words that each have to stand somewhere, written as
 * the catalogue's search reads them (`#forms`).
 * @throws Problem `invalid-input` for a reference whose check digit does not fit
 */
export function soughtIn(city: SearchedCity, query: string): Sought {
  const spoken = spokenReference(query, city.referencePrefix);
  if (spoken?.isWrong === true) throw wrongCheckDigit;
  const names = namesIn(city);
  return {
    reference: spoken?.pattern,
    words: wordsOf(spoken?.rest ?? query).map((spellings) => soughtWord(names, spellings)),
  };
}

interface Names {
  readonly services: ReadonlyMap<string, string>;
  readonly offices: ReadonlyMap<string, string>;
}

function namesIn({ services, offices }: SearchedCity): Names {
  return {
    services: new Map(services.map(({ key, title: { de, en } }) => [key, searchable(`${key} ${de} ${en}`)])),
    offices: new Map(offices.map(({ key, name: { de, en } }) => [key, searchable(`${key} ${de} ${en}`)])),
  };
}

function soughtWord({ services, offices }: Names, spellings: readonly string[]): SoughtWord {
  const having = (names: ReadonlyMap<string, string>) =>
    [...names].filter(([, text]) => spellings.some((word) => text.includes(word))).map(([key]) => key);
  return {
    serviceKeys: having(services),
    offices: having(offices),
    inReference: spellings.map((word) => word.toUpperCase()),
  };
}

const wrongCheckDigit = invalidInput([
  {
    pointer: '/query',
    rule: 'check-digit',
    message: {
      de: 'Die letzte Ziffer passt nicht zur Nummer: Bitte prüfen Sie, ob eine Ziffer vertauscht ist.',
      en: 'The last digit does not fit the number: please check whether digits were swapped.',
    },
  },
]);
