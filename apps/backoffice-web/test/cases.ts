import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { Citizen, dogRegistration, Staff, waitFor, type RunFile } from '#portal-client';
import { soon } from '#testing';

/** Somebody's application, and the caseworker of its office. */
export interface OfficeCase {
  readonly citizen: Citizen;
  readonly staff: Staff;
  readonly id: string;
  readonly reference: string;
}

/** Somebody has registered a dog in Duisburg; nobody has taken the case. */
export async function filed(run: RunFile): Promise<OfficeCase> {
  const citizen = await Citizen.signIn(run, 'duisburg', `amt.${randomUUID()}@example.org`);
  await citizen.consentToElectronicNotices();
  const { id, reference } = await citizen.submit(
    await citizen.draft('hundesteuer-anmeldung', dogRegistration()),
  );
  await waitFor('the thread of the application', () =>
    citizen.get(`/applications/${id}/messages`).catch(() => undefined),
  );
  return { citizen, staff: await Staff.signIn(run, 'm.nguyen'), id, reference };
}

/** Somebody has asked to place a skip on a road of Duisburg, which is decided by four eyes; its caseworker has begun. */
export async function permitAsked(run: RunFile): Promise<OfficeCase> {
  const citizen = await Citizen.signIn(run, 'duisburg', `strasse.${randomUUID()}@example.org`);
  const { id, reference } = await citizen.submit(
    await citizen.draft('sondernutzung', {
      applicant: { givenNames: 'Erika', familyName: 'Mustermann' },
      contact: { email: 'erika@example.org' },
      use: 'skip',
      place: { description: 'Königstraße 1', area: '12' },
      from: '2099-01-01',
      until: '2099-01-31',
    }),
  );
  const staff = await Staff.signIn(run, 'k.becker');
  await staff.act(id, 'start');
  return { citizen, staff, id, reference };
}

/** What is {@link filed}, taken and begun by its caseworker. */
export async function begun(run: RunFile): Promise<OfficeCase> {
  const made = await filed(run);
  await made.staff.act(made.id, 'assign');
  await made.staff.act(made.id, 'start');
  return made;
}

/** Presses a key until it does what it is for: keys are heard as soon as the script of the page runs. @param done fails while it has not */
export async function press(page: Page, key: string, done: (patience: { timeout: number }) => Promise<void>) {
  await soon(async () => {
    await page.keyboard.press(key);
    await done({ timeout: 5_000 });
  });
}
