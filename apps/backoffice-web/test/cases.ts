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

/** The same, taken and begun by its caseworker. */
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
