import { randomUUID } from 'node:crypto';
import { Citizen, dogRegistration, Staff, waitFor, type RunFile } from '#portal-client';

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
