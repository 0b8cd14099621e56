import type { Block } from './block';

/** Natürliche Person. */
export const person: Block = {
  title: { de: 'Person', en: 'Person' },
  usual: ['givenNames', 'familyName', 'birthDate'],
  fields: [
    {
      name: 'salutation',
      label: { de: 'Anrede', en: 'Salutation' },
      optional: true,
      choice: {
        ms: { de: 'Frau', en: 'Ms' },
        mr: { de: 'Herr', en: 'Mr' },
        none: { de: 'keine Anrede', en: 'no salutation' },
      },
    },
    {
      name: 'title',
      label: { de: 'Titel', en: 'Title' },
      hint: { de: 'Doktorgrad, wenn er im Ausweis steht.', en: 'Doctoral degree as shown on the ID card.' },
      optional: true,
      text: { max: 60, latin: true },
      prefill: 'title',
      autocomplete: 'honorific-prefix',
    },
    {
      name: 'givenNames',
      label: { de: 'Vornamen', en: 'Given names' },
      hint: {
        de: 'Alle Vornamen, wie im Ausweis; wer keinen hat, schreibt einen Strich (-).',
        en: 'All given names as shown on the ID card; who has none writes a hyphen (-).',
      },
      text: { max: 120, latin: true },
      prefill: 'givenName',
      autocomplete: 'given-name',
    },
    {
      name: 'familyName',
      label: { de: 'Familienname', en: 'Family name' },
      text: { max: 120, latin: true },
      prefill: 'familyName',
      autocomplete: 'family-name',
    },
    {
      name: 'birthName',
      label: { de: 'Geburtsname', en: 'Birth name' },
      hint: { de: 'Wenn er anders als der Familienname ist.', en: 'If it differs from the family name.' },
      optional: true,
      text: { max: 120, latin: true },
      prefill: 'birthName',
    },
    {
      name: 'birthDate',
      label: { de: 'Geburtsdatum', en: 'Date of birth' },
      date: { min: '1900-01-01' },
      must: ['not-after-today'],
      prefill: 'dateOfBirth',
      autocomplete: 'bday',
    },
    {
      name: 'birthPlace',
      label: { de: 'Geburtsort', en: 'Place of birth' },
      text: { max: 120, latin: true },
      prefill: 'placeOfBirth',
    },
    {
      name: 'nationality',
      label: { de: 'Staatsangehörigkeit', en: 'Nationality' },
      text: { max: 80, latin: true },
      prefill: 'nationality',
    },
    {
      name: 'maritalStatus',
      label: { de: 'Familienstand', en: 'Marital status' },
      choice: {
        single: { de: 'ledig', en: 'single' },
        married: { de: 'verheiratet', en: 'married' },
        partnership: { de: 'in eingetragener Lebenspartnerschaft', en: 'in a civil partnership' },
        divorced: { de: 'geschieden', en: 'divorced' },
        widowed: { de: 'verwitwet', en: 'widowed' },
      },
    },
  ],
};

/** Kind. */
export const child: Block = {
  title: { de: 'Kind', en: 'Child' },
  usual: ['givenNames', 'familyName', 'birthDate'],
  fields: [
    {
      name: 'givenNames',
      label: { de: 'Vornamen des Kindes', en: 'Given names of the child' },
      text: { max: 120, latin: true },
    },
    {
      name: 'familyName',
      label: { de: 'Familienname des Kindes', en: 'Family name of the child' },
      text: { max: 120, latin: true },
    },
    {
      name: 'birthDate',
      label: { de: 'Geburtsdatum des Kindes', en: 'Date of birth of the child' },
      date: { min: '1900-01-01' },
      must: ['not-after-today'],
    },
    {
      name: 'birthPlace',
      label: { de: 'Geburtsort des Kindes', en: 'Place of birth of the child' },
      optional: true,
      text: { max: 120, latin: true },
    },
  ],
};

/** Vertretung: who acts for the applicant (law 7). */
export const representative: Block = {
  title: { de: 'Vertretung', en: 'Representative' },
  fields: [
    {
      name: 'kind',
      label: { de: 'Art der Vertretung', en: 'Kind of representation' },
      choice: {
        'legal-guardian': { de: 'sorgeberechtigte Person', en: 'person with parental custody' },
        carer: { de: 'rechtliche Betreuung', en: 'legal carer' },
        'power-of-attorney': { de: 'Vollmacht', en: 'power of attorney' },
      },
    },
    {
      name: 'givenNames',
      label: { de: 'Vornamen der vertretenden Person', en: 'Given names of the representative' },
      text: { max: 120, latin: true },
    },
    {
      name: 'familyName',
      label: { de: 'Familienname der vertretenden Person', en: 'Family name of the representative' },
      text: { max: 120, latin: true },
    },
    {
      name: 'phone',
      label: { de: 'Telefon der vertretenden Person', en: 'Phone of the representative' },
      optional: true,
      text: { min: 4, max: 40, pattern: '^\\+?[0-9 ()/-]+$' },
    },
    {
      name: 'email',
      label: { de: 'E-Mail-Adresse der vertretenden Person', en: 'E-mail address of the representative' },
      optional: true,
      text: { max: 254, format: 'email' },
    },
  ],
};

/** Juristische Person oder Personenvereinigung. */
export const organisation: Block = {
  title: { de: 'Organisation', en: 'Organisation' },
  usual: ['name', 'legalForm', 'registerNumber'],
  fields: [
    {
      name: 'name',
      label: { de: 'Name der Organisation', en: 'Name of the organisation' },
      text: { max: 200, latin: true },
      autocomplete: 'organization',
    },
    {
      name: 'legalForm',
      label: { de: 'Rechtsform', en: 'Legal form' },
      hint: { de: 'Zum Beispiel GmbH oder e. V.', en: 'For instance GmbH or e. V.' },
      optional: true,
      text: 80,
    },
    {
      name: 'registerNumber',
      label: { de: 'Registernummer', en: 'Register number' },
      hint: { de: 'Zum Beispiel HRB 12345.', en: 'For instance HRB 12345.' },
      optional: true,
      text: 40,
    },
    {
      name: 'contactPerson',
      label: { de: 'Ansprechperson', en: 'Contact person' },
      optional: true,
      text: { max: 200, latin: true },
    },
  ],
};
