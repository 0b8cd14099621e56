import type { HandedOverAttribute } from '#configuration';
import type { Language, LocalText } from '#http';

const names: Readonly<Record<HandedOverAttribute, LocalText>> = {
  salutation: { de: 'Anrede', en: 'Salutation' },
  title: { de: 'Titel', en: 'Title' },
  givenName: { de: 'Vorname', en: 'Given names' },
  familyName: { de: 'Familienname', en: 'Family name' },
  birthName: { de: 'Geburtsname', en: 'Birth name' },
  dateOfBirth: { de: 'Geburtsdatum', en: 'Date of birth' },
  placeOfBirth: { de: 'Geburtsort', en: 'Place of birth' },
  nationality: { de: 'Staatsangehörigkeit', en: 'Nationality' },
  street: { de: 'Straße', en: 'Street' },
  houseNumber: { de: 'Hausnummer', en: 'House number' },
  postcode: { de: 'Postleitzahl', en: 'Postcode' },
  city: { de: 'Ort', en: 'City' },
  email: { de: 'E-Mail-Adresse', en: 'E-mail address' },
  phone: { de: 'Telefonnummer', en: 'Phone number' },
};

/** What people call an attribute. One that is no longer known keeps the name that it is stored under. */
export function attributeName(attribute: string, language: Language): string {
  return (names as Readonly<Partial<Record<string, LocalText>>>)[attribute]?.[language] ?? attribute;
}
