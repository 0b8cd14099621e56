import type { Office, TenantConfiguration } from './types';

/** Who writes a paper: what stands at its head. */
export interface OfficeLetterhead {
  readonly city: string;
  readonly office: string;
  /** How the office is reached, line by line. */
  readonly contact: readonly string[];
  /** The city's colour, `#rrggbb`. */
  readonly colour: string;
}

/** The letterhead of the office that has the case; of the city alone where it has no such office any more. */
export function letterheadOf(
  city: Pick<TenantConfiguration, 'name' | 'colours' | 'support' | 'offices'>,
  officeKey: string,
  language: 'de' | 'en',
): OfficeLetterhead {
  const { name, colours, support, offices } = city;
  const office = offices.find(({ key }) => key === officeKey);
  const contact = office === undefined ? [support.phone, support.email] : contactOf(office, language);
  return { city: name, office: office?.name[language] ?? '', contact, colour: colours.primary };
}

function contactOf({ contact }: Office, language: 'de' | 'en'): readonly string[] {
  const { postalAddress, visitingAddress, phone, email } = contact;
  const visit = { de: 'Besuch', en: 'Visit' }[language];
  return [
    postalAddress,
    visitingAddress && `${visit}: ${visitingAddress}`,
    phone && `${{ de: 'Telefon', en: 'Phone' }[language]}: ${phone}`,
    email,
  ].filter((line) => line !== undefined);
}
