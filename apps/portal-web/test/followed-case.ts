import { randomUUID } from 'node:crypto';
import { Citizen, dogRegistration, Staff, waitFor, type RunFile, type SeenCase } from '#portal-client';

/** A picture as a phone takes it, but of one point. */
export const photo = {
  name: 'impfausweis.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

/** Somebody's application in a city, and the caseworker whose it is. */
export interface FollowedCase {
  readonly citizen: Citizen;
  readonly email: string;
  readonly staff: Staff;
  readonly id: string;
  readonly reference: string;
}

const contact = { email: 'halterin@example.org' };
const registration = dogRegistration();
const { dog, keptSince } = registration;
const bornHolder = { ...registration.holder, birthDate: '1980-05-17' };

/**
 * In each city a matter of its tax office that costs nothing, and who works on it there. Where nobody signs in by e-mail, `person`
 * comes from BundID, which fills in who they are.
 */
const matters = {
  duisburg: { service: 'hundesteuer-anmeldung', staff: 'm.nguyen', form: registration },
  wuppertal: {
    ...{ service: 'hundesteuer-anmeldung', staff: 'w.klein' },
    form: { ...registration, holder: bornHolder, contact },
  },
  rees: {
    ...{ service: 'hundesteuer-anmeldung', staff: 'f.terhorst' },
    form: {
      ...{ ...registration, holder: bornHolder, contact, tag: 'by-post' },
      dog: { ...dog, colour: 'braun' },
    },
  },
  dueren: {
    ...{ service: 'hundesteuer-abmeldung', staff: 'i.petrovic', person: 'selin.yilmaz' },
    form: { tagNumber: '4711', endsOn: '2026-11-01', reason: 'died' },
  },
  herford: {
    ...{ service: 'hundesteuer-anmeldung', staff: 'r.meier', person: 'selin.yilmaz' },
    form: { dog, keptSince },
  },
} as const;
export type FollowedCity = keyof typeof matters;

/** Somebody who signs in as one does in a city; where it is somebody from BundID, they may have been there before. */
export async function signedInAt(
  run: RunFile,
  city: FollowedCity,
): Promise<{ readonly citizen: Citizen; readonly email: string }> {
  const matter = matters[city];
  if ('person' in matter) {
    const { person } = matter;
    const email = run.logins.citizens.find((login) => 'user' in login && login.user === person)?.email ?? '';
    return { citizen: await Citizen.signInAt(run, city, { person, means: 'Benutzername' }), email };
  }
  const email = `erika.${randomUUID()}@example.org`;
  return { citizen: await Citizen.signIn(run, city, email), email };
}

/** Somebody has filed in a city, and consented to notices in their mailbox; the mailbox knows of it. */
export async function filedIn(run: RunFile, city: FollowedCity): Promise<FollowedCase> {
  const { service, staff, form } = matters[city];
  const { citizen, email } = await signedInAt(run, city);
  await citizen.consentToElectronicNotices();
  const { id, reference } = await citizen.submit(await citizen.draft(service, form));
  await waitFor('the thread of the application', () =>
    citizen.get(`/applications/${id}/messages`).catch(() => undefined),
  );
  return { citizen, email, staff: await Staff.signIn(run, staff), id, reference };
}

/** The caseworker takes the case and begins. */
export async function taken(followed: FollowedCase): Promise<FollowedCase> {
  await followed.staff.act(followed.id, 'assign');
  await followed.staff.act(followed.id, 'start');
  return followed;
}

/** The caseworker has decided, and the notice lies in the mailbox. */
export async function decided(followed: FollowedCase): Promise<FollowedCase> {
  const { citizen, staff, id } = await taken(followed);
  await staff.act(id, 'decide', {
    outcome: 'granted',
    text: 'Ihr Hund ist zur Hundesteuer angemeldet.',
    legalRemedies: 'Gegen diesen Bescheid ist der Widerspruch zulässig.',
  });
  await waitFor('the notice in the mailbox', async () => {
    const { status } = await citizen.get<SeenCase>(`/applications/${id}`);
    return status === 'notice-available';
  });
  await citizen.paperOf(id, 'notice');
  return followed;
}
