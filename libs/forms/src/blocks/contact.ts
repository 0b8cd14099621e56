import type { Block } from './block';

/** Anschrift im Inland. */
export const address: Block = {
  title: { de: 'Anschrift', en: 'Address' },
  fields: [
    {
      name: 'street',
      label: { de: 'Straße', en: 'Street' },
      hint: { de: 'Ohne Straße der Ortsteil.', en: 'Where there is no street, the part of the town.' },
      text: { max: 120, latin: true },
      prefill: 'street',
      autocomplete: 'address-line1',
    },
    {
      name: 'houseNumber',
      label: { de: 'Hausnummer', en: 'House number' },
      hint: { de: 'Mit Zusatz, zum Beispiel 12 a.', en: 'With its letter, for instance 12 a.' },
      text: { max: 12, pattern: '^[0-9]' },
      prefill: 'houseNumber',
    },
    {
      name: 'addition',
      label: { de: 'Adresszusatz', en: 'Additional address line' },
      hint: { de: 'Zum Beispiel „bei Familie Muster“.', en: 'For instance “c/o Muster”.' },
      optional: true,
      text: { max: 120, latin: true },
      autocomplete: 'address-line2',
    },
    {
      name: 'postcode',
      label: { de: 'Postleitzahl', en: 'Postcode' },
      hint: { de: 'Fünf Ziffern.', en: 'Five digits.' },
      text: { min: 5, max: 5, pattern: '^[0-9]{5}$' },
      prefill: 'postcode',
      autocomplete: 'postal-code',
    },
    {
      name: 'city',
      label: { de: 'Ort', en: 'Town' },
      text: { max: 120, latin: true },
      prefill: 'city',
      autocomplete: 'address-level2',
    },
  ],
};

/** Anschrift im Ausland. */
export const foreignAddress: Block = {
  title: { de: 'Anschrift im Ausland', en: 'Address abroad' },
  fields: [
    {
      name: 'lines',
      label: { de: 'Anschrift', en: 'Address' },
      hint: { de: 'Straße, Ort und alles, was die Post dort braucht.', en: 'Whatever the post needs there.' },
      text: { max: 300, lines: true, latin: true },
    },
    {
      name: 'country',
      label: { de: 'Staat', en: 'Country' },
      text: { max: 80, latin: true },
      autocomplete: 'country-name',
    },
  ],
};

/** Kommunikation. */
export const contact: Block = {
  title: { de: 'Kontakt', en: 'Contact' },
  fields: [
    {
      name: 'email',
      label: { de: 'E-Mail-Adresse', en: 'E-mail address' },
      text: { max: 254, format: 'email' },
      prefill: 'email',
      autocomplete: 'email',
    },
    {
      name: 'phone',
      label: { de: 'Telefon', en: 'Phone' },
      hint: { de: 'Mit Vorwahl, zum Beispiel 0203 283 0.', en: 'With area code, for instance 0203 283 0.' },
      optional: true,
      text: { min: 4, max: 40, pattern: '^\\+?[0-9 ()/-]+$' },
      prefill: 'phone',
      autocomplete: 'tel',
    },
  ],
};

/** Bankverbindung. */
export const bankAccount: Block = {
  title: { de: 'Bankverbindung', en: 'Bank account' },
  usual: ['holder', 'iban'],
  fields: [
    {
      name: 'holder',
      label: { de: 'Kontoinhaberin oder Kontoinhaber', en: 'Account holder' },
      text: { max: 140, latin: true },
    },
    {
      name: 'iban',
      label: { de: 'IBAN', en: 'IBAN' },
      hint: {
        de: 'Beginnt mit zwei Buchstaben, in Deutschland 22 Zeichen; Leerzeichen sind erlaubt.',
        en: 'Begins with two letters, 22 characters in Germany; blanks are allowed.',
      },
      text: { min: 15, max: 42, format: 'iban' },
    },
    {
      name: 'bic',
      label: { de: 'BIC', en: 'BIC' },
      hint: { de: 'Nur bei Konten außerhalb der EU nötig.', en: 'Needed for accounts outside the EU only.' },
      optional: true,
      text: { min: 8, max: 11, pattern: '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$' },
    },
  ],
};

/** Zeitraum. */
export const period: Block = {
  title: { de: 'Zeitraum', en: 'Period' },
  fields: [
    { name: 'from', label: { de: 'Von', en: 'From' }, date: {} },
    { name: 'until', label: { de: 'Bis', en: 'Until' }, date: {} },
  ],
  must: [{ order: ['from', 'until'] }],
};
