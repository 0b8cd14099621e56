import { dateText } from './dates';
import { moneyText, numberText } from './decimals';
import type { DecimalLimits, FormLanguage, LocalizedText } from './form';
import type { SchemaError } from './json-schema';

/** The two forms of a word that is counted. */
type Counted = readonly [one: string, many: string];

/** `1 Zeichen`, `2 Zeichen`, `1 entry`, `2 entries`: a count with the right form of its word. */
export function counted(count: number, [one, many]: Counted, language: FormLanguage): string {
  return `${numberText(count, language)} ${count === 1 ? one : many}`;
}

export const characters = { de: ['Zeichen', 'Zeichen'], en: ['character', 'characters'] } as const;
export const entries = { de: ['Eintrag', 'Einträge'], en: ['entry', 'entries'] } as const;
export const places = {
  de: ['Nachkommastelle', 'Nachkommastellen'],
  en: ['decimal place', 'decimal places'],
} as const;
export const years = { de: ['Jahr', 'Jahre'], en: ['year', 'years'] } as const;

/** A text that is made for each language. */
export function inBoth(say: (language: FormLanguage) => string): LocalizedText {
  return { de: say('de'), en: say('en') };
}

const said = (de: string, en: string): LocalizedText => ({ de, en });

const missing = said('Diese Angabe fehlt.', 'This entry is missing.');
const wrong = said('Diese Angabe ist nicht gültig.', 'This entry is not valid.');
const notOffered = said('Bitte wählen Sie einen der Werte aus.', 'Please choose one of the values.');
const misshapen = said(
  'Diese Angabe hat nicht die richtige Form.',
  'This entry does not have the right form.',
);

/** Said of a text in which nothing can be seen. */
export const blank = said(
  'Diese Angabe braucht mindestens ein sichtbares Zeichen.',
  'This entry needs at least one visible character.',
);

type Details = SchemaError['details'];

/** What somebody who knows nothing of schemas reads about a value: what is wrong, and what to do. */
export function wordsFor({ rule, details }: SchemaError): LocalizedText {
  return words[rule]?.(details) ?? wrong;
}

/** A limit as the field shows its values: an amount of money, or a number. */
function limit(details: Details, name: string, language: FormLanguage): string {
  const value = details[name];
  const currency = details['x-money'];
  if (typeof currency === 'string' && typeof value === 'number') return moneyText(value, currency, language);
  return numberText(value as number, language);
}

const limited =
  (name: string, de: string, en: string) =>
  (details: Details): LocalizedText =>
    said(
      `Der Wert ${de.replace('{}', limit(details, name, 'de'))} sein.`,
      `The value ${en.replace('{}', limit(details, name, 'en'))}.`,
    );

const sized =
  (
    name: string,
    de: (count: string) => string,
    en: (count: string) => string,
    of: Readonly<Record<FormLanguage, Counted>>,
  ) =>
  (details: Details): LocalizedText => {
    const count = Number(details[name]);
    return said(de(counted(count, of.de, 'de')), en(counted(count, of.en, 'en')));
  };

const words: Readonly<Record<string, (details: Details) => LocalizedText>> = {
  required: () => missing,
  'unknown-field': () => said('Dieses Feld gibt es hier nicht.', 'This field does not exist here.'),
  enum: () => notOffered,
  const: ({ const: value, type }) =>
    value === true && type === 'boolean'
      ? said('Ohne Ihre Zustimmung geht es nicht weiter.', 'This needs your confirmation.')
      : notOffered,
  pattern: (details) => ('x-decimal' in details ? decimalWords(details) : misshapen),
  'x-time': ({ limit: kind }) =>
    kind === 'moment'
      ? said(
          'Diesen Zeitpunkt gibt es nicht. Bitte geben Sie einen Tag und eine Uhrzeit von 00:00 bis 23:59 an.',
          'This moment does not exist. Please give a day and a time from 00:00 to 23:59.',
        )
      : said(
          'Diese Uhrzeit gibt es nicht. Möglich ist 00:00 bis 23:59.',
          'This time does not exist. Possible is 00:00 to 23:59.',
        ),
  format: ({ format }) => {
    if (format === 'date') return said('Dieses Datum gibt es nicht.', 'This date does not exist.');
    if (format === 'email')
      return said(
        'Das ist keine E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.',
        'This is no e-mail address. It looks like name@example.com.',
      );
    if (format === 'iban')
      return said(
        'Diese IBAN stimmt nicht. Bitte vergleichen Sie sie mit Ihrer Karte.',
        'This IBAN is not correct. Please compare it with your card.',
      );
    if (format === 'uri')
      return said(
        'Das ist keine Internetadresse. Sie sieht aus wie https://www.beispiel.de.',
        'This is no web address. It looks like https://www.example.com.',
      );
    return misshapen;
  },
  'min-length': sized(
    'minLength',
    (count) => `Diese Angabe braucht mindestens ${count}.`,
    (count) => `This entry needs at least ${count}.`,
    characters,
  ),
  'max-length': sized(
    'maxLength',
    (count) => `Diese Angabe darf höchstens ${count} lang sein.`,
    (count) => `This entry may have at most ${count}.`,
    characters,
  ),
  'min-items': sized(
    'minItems',
    (count) => `Hier braucht es mindestens ${count}.`,
    (count) => `This needs at least ${count}.`,
    entries,
  ),
  'max-items': ({ maxItems }) => {
    const [de, en] = [Number(maxItems) === 1 ? 'ist' : 'sind', Number(maxItems) === 1 ? 'is' : 'are'];
    return said(
      `Hier ${de} höchstens ${counted(Number(maxItems), entries.de, 'de')} möglich.`,
      `At most ${counted(Number(maxItems), entries.en, 'en')} ${en} possible here.`,
    );
  },
  'multiple-of': ({ multipleOf }) => stepWords(Number(multipleOf)),
  minimum: limited('minimum', 'muss mindestens {}', 'must be at least {}'),
  maximum: limited('maximum', 'darf höchstens {}', 'must be at most {}'),
  'exclusive-minimum': limited('exclusiveMinimum', 'muss größer als {}', 'must be greater than {}'),
  'exclusive-maximum': limited('exclusiveMaximum', 'muss kleiner als {}', 'must be less than {}'),
  'format-minimum': ({ limit: day }) =>
    said(
      `Das Datum darf nicht vor dem ${dateText(String(day), 'de')} liegen.`,
      `The date must not be before ${dateText(String(day), 'en')}.`,
    ),
  'format-maximum': ({ limit: day }) =>
    said(
      `Das Datum darf nicht nach dem ${dateText(String(day), 'de')} liegen.`,
      `The date must not be after ${dateText(String(day), 'en')}.`,
    ),
  'x-decimal': (details) => decimalWords(details),
  'x-latin': ({ foreign }) => inBoth((language) => latinWords(foreign as readonly string[], language)),
  'unique-items': () => said('Ein Eintrag steht hier doppelt.', 'One of the entries stands here twice.'),
  type: ({ type }) =>
    said(
      `Diese Angabe muss ${germanTypes[String(type)] ?? `vom Typ ${String(type)}`} sein.`,
      `This entry must be ${englishTypes[String(type)] ?? `of type ${String(type)}`}.`,
    ),
};

function decimalWords(details: Details): LocalizedText {
  const { places: most, min, max } = details['x-decimal'] as DecimalLimits;
  const { broken } = details;
  if (broken === 'min' && min !== undefined)
    return said(
      `Der Wert muss mindestens ${numberText(min, 'de')} sein.`,
      `The value must be at least ${numberText(min, 'en')}.`,
    );
  if (broken === 'max' && max !== undefined)
    return said(
      `Der Wert darf höchstens ${numberText(max, 'de')} sein.`,
      `The value must be at most ${numberText(max, 'en')}.`,
    );
  return placesWords(most);
}

/** So many characters are named; nobody reads more. */
const mostNamed = 5;

function latinWords(foreign: readonly string[], language: FormLanguage): string {
  const named = foreign.slice(0, mostNamed).map((one) => (language === 'de' ? `„${one}“` : `“${one}”`));
  if (language === 'de')
    return `Hier ${named.length === 1 ? 'ist' : 'sind'} ${listed(foreign, named, 'de')} nicht möglich. Bitte schreiben Sie in lateinischen Buchstaben; Akzente, Ziffern und übliche Satzzeichen gehören dazu.`;
  return `${listed(foreign, named, 'en')} ${named.length === 1 ? 'is' : 'are'} not possible here. Please write in Latin letters; accents, digits and usual punctuation are among them.`;
}

function listed(all: readonly string[], named: readonly string[], language: FormLanguage): string {
  const others = { de: 'weitere Zeichen', en: 'other characters' }[language];
  return new Intl.ListFormat(language).format(all.length > named.length ? [...named, others] : named);
}

function placesWords(most: number): LocalizedText {
  if (most === 0) return said('Bitte geben Sie eine ganze Zahl an.', 'Please enter a whole number.');
  return said(
    `Bitte geben Sie eine Zahl mit höchstens ${counted(most, places.de, 'de')} an.`,
    `Please enter a number with at most ${counted(most, places.en, 'en')}.`,
  );
}

/** A step of 0.01 is what people call two decimal places. */
function stepWords(step: number): LocalizedText {
  const most = /^0\.(0*1)$/.exec(String(step))?.[1]?.length;
  if (most !== undefined || step === 1) return placesWords(most ?? 0);
  return said(
    `Diese Angabe muss ein Vielfaches von ${numberText(step, 'de')} sein.`,
    `This entry must be a multiple of ${numberText(step, 'en')}.`,
  );
}

const germanTypes: Readonly<Record<string, string>> = {
  string: 'ein Text',
  number: 'eine Zahl',
  integer: 'eine ganze Zahl',
  boolean: 'ja oder nein (true oder false)',
  array: 'eine Liste',
  object: 'ein Objekt',
};
const englishTypes: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no (true or false)',
  array: 'a list',
  object: 'an object',
};
