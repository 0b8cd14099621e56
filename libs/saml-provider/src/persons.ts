import type { AttributeName, Means, StorkLevel } from './names';

/** What an account or a card knows of a person. null: declared not applicable. */
export type PersonAttributes = Readonly<
  Partial<Record<Exclude<AttributeName, TechnicalAttribute>, string | null>>
>;
/** What no person has of themselves: it is made at the sign-in. */
export type TechnicalAttribute =
  | 'bPK2'
  | 'version'
  | 'assertionProvedBy'
  | 'applicationId'
  | 'mfa'
  | 'eidasIssuingCountry'
  | 'legacyPostkorbHandle';

/** Somebody who can sign in at the stand-in. */
export interface Person {
  readonly user: string;
  /** What is special about them, for the page on which somebody picks one. */
  readonly note?: { readonly de: string; readonly en: string };
  /** With what they can sign in, and which level it then reaches. */
  readonly means: Readonly<Partial<Record<Means, StorkLevel>>>;
  readonly attributes: PersonAttributes;
  /** Signs in without having an account: nobody is known again, and there is no mailbox (bundid.md). */
  readonly temporary?: true;
  /** Where their eIDAS means comes from: ISO 3166-1 alpha-2. */
  readonly issuingCountry?: string;
}

const german = { nationality: 'D', country: 'DE' } as const;
const card: Person['means'] = { Benutzername: 1, eID: 4 };
const everyMeans: Person['means'] = { Benutzername: 1, Elster: 3, 'Smart-eID': 3, eID: 4 };

/** The year in which somebody is sixteen until its last day: old enough for an ID card, never of age. */
const birthYearOfSixteen = new Date().getFullYear() - 17;

/** Invented people; each stands for a case that has to work. No password: who opens the page may be anybody. */
export const persons: readonly Person[] = [
  {
    user: 'erika.mustermann',
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Erika',
      surname: 'Mustermann',
      birthName: 'Gabler',
      gender: '2',
      birthdate: '1964-08-12',
      placeOfBirth: 'Berlin',
      postalAddress: 'Königstraße 12',
      postalCode: '47051',
      localityName: 'Duisburg',
      mail: 'erika.mustermann@duisburg.example',
      telephoneNumber: '+49 203 1234567',
      documentType: 'ID',
    },
  },
  {
    user: 'selin.yilmaz',
    note: { de: 'arbeitet auch im Bürger-Service von Duisburg', en: 'also works for the city of Duisburg' },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Selin',
      surname: 'Yılmaz',
      gender: '2',
      birthdate: '1988-05-03',
      placeOfBirth: 'İzmir',
      postalAddress: 'Sternbuschweg 88',
      postalCode: '47057',
      localityName: 'Duisburg',
      mail: 's.yilmaz@duisburg.example',
      documentType: 'ID',
    },
  },
  {
    user: 'luka.jovic',
    note: { de: 'Name mit kombinierten Zeichen (DIN 91379)', en: 'name with combining letters (DIN 91379)' },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'L̥uka N̂enê',
      surname: 'J̌ović-K̄hān',
      birthName: 'M̀bélé',
      gender: '1',
      birthdate: '1979-11-30',
      placeOfBirth: 'Ŋgaoundéré',
      postalAddress: 'Am Innenhafen 7a',
      postalCode: '47059',
      localityName: 'Duisburg',
      mail: 'luka.jovic@duisburg.example',
      documentType: 'ID',
    },
  },
  {
    user: 'mia.schulte',
    note: { de: 'minderjährig (16 Jahre)', en: 'a minor (16 years old)' },
    means: card,
    attributes: {
      ...german,
      givenName: 'Mia',
      surname: 'Schulte',
      gender: '2',
      birthdate: `${birthYearOfSixteen}-12-31`,
      placeOfBirth: 'Duisburg',
      postalAddress: 'Mülheimer Straße 204',
      postalCode: '47057',
      localityName: 'Duisburg',
      mail: 'mia.schulte@duisburg.example',
      documentType: 'ID',
    },
  },
  {
    user: 'jonas.weber',
    note: {
      de: 'teilt die E-Mail-Adresse mit Katharina Weber',
      en: 'shares a mail address with Katharina Weber',
    },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Jonas',
      surname: 'Weber',
      gender: '1',
      birthdate: '1985-02-19',
      placeOfBirth: 'Solingen',
      postalAddress: 'Friedrich-Engels-Allee 161',
      postalCode: '42285',
      localityName: 'Wuppertal',
      mail: 'familie.weber@wuppertal.example',
      documentType: 'ID',
    },
  },
  {
    user: 'katharina.weber',
    note: { de: 'teilt die E-Mail-Adresse mit Jonas Weber', en: 'shares a mail address with Jonas Weber' },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Katharina',
      surname: 'Weber',
      birthName: 'Lindemann',
      gender: '2',
      birthdate: '1987-09-07',
      placeOfBirth: 'Wuppertal',
      postalAddress: 'Friedrich-Engels-Allee 161',
      postalCode: '42285',
      localityName: 'Wuppertal',
      mail: 'familie.weber@wuppertal.example',
      documentType: 'ID',
    },
  },
  {
    user: 'hendrik.janssen',
    note: { de: 'ohne Straße (wohnt auf einem Schiff)', en: 'without a street (lives on a boat)' },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Hendrik',
      surname: 'Janßen',
      gender: '1',
      birthdate: '1957-04-23',
      placeOfBirth: 'Emmerich',
      postalCode: '46459',
      localityName: 'Rees',
      mail: 'hendrik.janssen@rees.example',
      documentType: 'ID',
    },
  },
  {
    user: 'maria.schmitz',
    note: { de: 'mit Ordensname', en: 'with a religious name' },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Maria Theresia',
      surname: 'Schmitz',
      pseudonym: 'Schwester Benedicta',
      gender: '2',
      birthdate: '1971-12-08',
      placeOfBirth: 'Jülich',
      postalAddress: 'Klosterweg 1',
      postalCode: '52349',
      localityName: 'Düren',
      mail: 'benedicta@dueren.example',
      documentType: 'ID',
    },
  },
  {
    user: 'johannes.krueger',
    note: { de: 'mit Doktorgrad', en: 'with a doctorate' },
    means: everyMeans,
    attributes: {
      ...german,
      personalTitle: 'Dr.',
      givenName: 'Johannes',
      surname: 'Krüger',
      gender: '1',
      birthdate: '1969-06-15',
      placeOfBirth: 'Bielefeld',
      postalAddress: 'Lübberstraße 30',
      postalCode: '32052',
      localityName: 'Herford',
      mail: 'johannes.krueger@herford.example',
      telephoneNumber: '+49 5221 98765',
      documentType: 'ID',
    },
  },
  {
    user: 'stefan.vogt',
    note: { de: 'vertritt die Vogt Bau GmbH', en: 'represents the company Vogt Bau GmbH' },
    means: everyMeans,
    attributes: {
      ...german,
      givenName: 'Stefan',
      surname: 'Vogt',
      gender: '1',
      birthdate: '1976-01-27',
      placeOfBirth: 'Düren',
      postalAddress: 'Industriestraße 5',
      postalCode: '52353',
      localityName: 'Düren',
      mail: 's.vogt@vogt-bau.example',
      documentType: 'ID',
    },
  },
  {
    user: 'aylin.demir',
    note: { de: 'meldet sich ohne Konto an (temporär)', en: 'signs in without an account (temporary login)' },
    temporary: true,
    means: { eID: 4 },
    attributes: {
      givenName: 'Aylin',
      surname: 'Demir',
      birthdate: '1999-03-11',
      placeOfBirth: 'Köln',
      nationality: 'TUR',
      country: 'DE',
      postalAddress: 'Berliner Straße 77',
      postalCode: '42275',
      localityName: 'Wuppertal',
      documentType: 'AT',
    },
  },
  {
    user: 'lucia.fernandez',
    note: { de: 'aus Spanien, mit eIDAS', en: 'from Spain, with eIDAS' },
    means: { Benutzername: 1, eIDAS: 4 },
    issuingCountry: 'ES',
    attributes: {
      givenName: 'Lucía',
      surname: 'Fernández Gómez',
      gender: '2',
      birthdate: '1992-10-21',
      placeOfBirth: 'A Coruña',
      nationality: 'ESP',
      country: 'ES',
      mail: 'lucia.fernandez@ejemplo.example',
    },
  },
  {
    user: 'sukarno',
    note: {
      de: 'ohne Vorname; Geburtsname, Geburtsort und Anschrift: nicht zutreffend',
      en: 'no given name; name at birth, place of birth and address: not applicable',
    },
    means: { Benutzername: 1, eID: 4 },
    attributes: {
      givenName: null,
      surname: 'Sukarno',
      birthName: null,
      gender: '0',
      birthdate: '1990-07-02',
      placeOfBirth: null,
      nationality: 'IDN',
      country: 'DE',
      postalAddress: null,
      postalCode: '32049',
      localityName: 'Herford',
      mail: 'sukarno@herford.example',
      documentType: 'AT',
    },
  },
  {
    user: 'oksana.kovalenko',
    note: { de: 'aus der Ukraine, mit Diia', en: 'from Ukraine, with Diia' },
    means: { Benutzername: 1, Diia: 4 },
    attributes: {
      givenName: 'Oksana',
      surname: 'Kovalenko',
      gender: '2',
      birthdate: '1994-08-24',
      placeOfBirth: 'Charkiw',
      nationality: 'UKR',
      country: 'DE',
      postalAddress: 'Vor dem Delltor 3',
      postalCode: '46459',
      localityName: 'Rees',
      mail: 'oksana.kovalenko@rees.example',
    },
  },
  {
    user: 'korbinian.huber',
    note: {
      de: 'mit dem Nutzerkonto eines anderen Landes (FINK)',
      en: 'with the account of another state (FINK)',
    },
    means: { FINK: 3 },
    attributes: {
      ...german,
      givenName: 'Korbinian',
      surname: 'Huber',
      gender: '9',
      birthdate: '1983-05-17',
      placeOfBirth: 'Freising',
      postalAddress: 'Grabenstraße 40',
      postalCode: '47057',
      localityName: 'Duisburg',
      mail: 'korbinian.huber@duisburg.example',
    },
  },
];

/** How a person is called on the page; what is not applicable is left out. */
export function nameOf({ attributes: { personalTitle, givenName, surname } }: Person): string {
  return [personalTitle, givenName, surname].filter(Boolean).join(' ');
}

/** @returns undefined when nobody has that user name */
export function findPerson(user: string): Person | undefined {
  return persons.find((person) => person.user === user);
}
