import type { StaffSchema } from '#api-client';
import type { JsonObject } from '#forms';
import type { Problem } from '#pages';

/** What is applied for, with its form. */
export type Service = StaffSchema<'OfferedService'>;

/** Name of the button that looks for an account. */
export const searchName = '_suchen';
/** What is asked of a person who has no account, by the name of the field. */
export const personFields = {
  vorname: 'givenName',
  nachname: 'familyName',
  geboren: 'dateOfBirth',
  strasse: 'street',
  hausnummer: 'houseNumber',
  plz: 'postcode',
  ort: 'city',
  telefon: 'phone',
} as const;

/** What answers a form that begins no case (yet): all that was entered is kept. */
export interface Posted {
  readonly typed: Readonly<Record<string, string>>;
  /** Of the form of the service. */
  readonly data: JsonObject;
  readonly problem: Problem | undefined;
  /** Accounts at the address that was looked for. */
  readonly found: StaffSchema<'FoundPersonView'>[] | undefined;
}
