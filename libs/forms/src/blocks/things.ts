import type { Block } from './block';

/** Fahrzeug. */
export const vehicle: Block = {
  title: { de: 'Fahrzeug', en: 'Vehicle' },
  usual: ['plate', 'kind', 'make'],
  fields: [
    {
      name: 'plate',
      label: { de: 'Amtliches Kennzeichen', en: 'Number plate' },
      hint: { de: 'Zum Beispiel DU-AB 1234.', en: 'For instance DU-AB 1234.' },
      text: { max: 12, pattern: '^[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2} ?[0-9]{1,4}[EH]?$' },
    },
    {
      name: 'kind',
      label: { de: 'Art des Fahrzeugs', en: 'Kind of vehicle' },
      choice: {
        car: { de: 'Personenkraftwagen', en: 'car' },
        motorcycle: { de: 'Kraftrad', en: 'motorcycle' },
        lorry: { de: 'Lastkraftwagen', en: 'lorry' },
        camper: { de: 'Wohnmobil', en: 'camper van' },
        trailer: { de: 'Anhänger', en: 'trailer' },
      },
    },
    { name: 'make', label: { de: 'Hersteller', en: 'Make' }, text: 60 },
    { name: 'model', label: { de: 'Modell', en: 'Model' }, optional: true, text: 60 },
    {
      name: 'identificationNumber',
      label: { de: 'Fahrzeug-Identifizierungsnummer', en: 'Vehicle identification number' },
      hint: {
        de: '17 Zeichen, Feld E der Zulassungsbescheinigung.',
        en: '17 characters, field E of the registration certificate.',
      },
      optional: true,
      text: { min: 17, max: 17, pattern: '^[A-HJ-NPR-Z0-9]{17}$' },
    },
    {
      name: 'firstRegistration',
      label: { de: 'Datum der Erstzulassung', en: 'Date of first registration' },
      optional: true,
      date: { min: '1900-01-01' },
      must: ['not-after-today'],
    },
  ],
};

/** Hund. */
export const dog: Block = {
  title: { de: 'Hund', en: 'Dog' },
  fields: [
    { name: 'name', label: { de: 'Rufname', en: 'Name' }, text: 60 },
    {
      name: 'breed',
      label: { de: 'Rasse', en: 'Breed' },
      hint: { de: 'Bei Mischlingen alle bekannten Rassen.', en: 'Of a crossbreed all that are known.' },
      text: 100,
    },
    {
      name: 'birthDate',
      label: { de: 'Geboren am', en: 'Born on' },
      hint: { de: 'Ungefähr, wenn Sie es nicht wissen.', en: 'Roughly, if you do not know it.' },
      date: { min: '1980-01-01' },
      must: ['not-after-today'],
    },
    {
      name: 'sex',
      label: { de: 'Geschlecht', en: 'Sex' },
      choice: { male: { de: 'Rüde', en: 'male' }, female: { de: 'Hündin', en: 'female' } },
    },
    { name: 'colour', label: { de: 'Farbe', en: 'Colour' }, optional: true, text: 60 },
    {
      name: 'chipNumber',
      label: { de: 'Chipnummer', en: 'Microchip number' },
      hint: { de: '15 Ziffern.', en: '15 digits.' },
      optional: true,
      text: { min: 15, max: 15, pattern: '^[0-9]{15}$' },
    },
  ],
};

/** Nachweis: a document that somebody holds, by its name and number. */
export const proof: Block = {
  title: { de: 'Nachweis', en: 'Proof' },
  fields: [
    {
      name: 'kind',
      label: { de: 'Art des Nachweises', en: 'Kind of proof' },
      choice: {
        'identity-card': { de: 'Personalausweis', en: 'identity card' },
        passport: { de: 'Reisepass', en: 'passport' },
        'residence-permit': { de: 'Aufenthaltstitel', en: 'residence permit' },
        certificate: { de: 'Urkunde oder Bescheinigung', en: 'certificate' },
        other: { de: 'anderer Nachweis', en: 'another proof' },
      },
    },
    { name: 'number', label: { de: 'Nummer', en: 'Number' }, text: 40 },
    { name: 'issuedBy', label: { de: 'Ausgestellt von', en: 'Issued by' }, text: { max: 120, latin: true } },
    {
      name: 'issuedOn',
      label: { de: 'Ausgestellt am', en: 'Issued on' },
      date: { min: '1900-01-01' },
      must: ['not-after-today'],
    },
    { name: 'validUntil', label: { de: 'Gültig bis', en: 'Valid until' }, optional: true, date: {} },
  ],
  must: [{ order: ['issuedOn', 'validUntil'] }],
};

/** Grundstück oder Ort einer Nutzung. */
export const site: Block = {
  title: { de: 'Ort', en: 'Site' },
  usual: ['description', 'area'],
  fields: [
    {
      name: 'description',
      label: { de: 'Ort', en: 'Place' },
      hint: {
        de: 'Straße und Hausnummer oder Beschreibung.',
        en: 'Street and house number or a description.',
      },
      text: { min: 3, max: 300 },
    },
    { name: 'district', label: { de: 'Stadtteil', en: 'District' }, optional: true, text: 80 },
    {
      name: 'area',
      label: { de: 'Fläche in m²', en: 'Area in m²' },
      decimal: { places: 2, min: '0.01', max: '999999.99' },
    },
  ],
};
