import { Citizen, dogRegistration, mailsTo, Staff, waitFor } from '#portal-client';
import { report } from '../benchmark';
import { quantiles } from '../measure';
import type { Finding, Measurement } from './measurement';
import { OpenPage } from './open-page';

/** So many samples come before those that count: a system that has just started learns its way. */
const warmUp = 10;

/** From the caseworker's click to the event on the citizen's open page. */
export const commandToPage: Measurement = async ({ run }, { samples }) => {
  report(`command to page, ${samples} times`);
  const citizen = await Citizen.signIn(run, 'duisburg', 'bench.live@example.org');
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const page = await OpenPage.of(citizen);
  const times: number[] = [];
  for (let n = 0; n < warmUp + samples; n += 1) {
    const { id, version } = await citizen.submit(
      await citizen.draft('hundesteuer-anmeldung', dogRegistration(n)),
    );
    const told = page.told(id, 'in-processing');
    const clicked = performance.now();
    await caseworker.post(`/applications/${id}/start`, {}, version);
    times.push((await told) - clicked);
  }
  page.close();
  citizen.close();
  caseworker.close();
  return found('command → citizen’s page', times, 60);
};

/**
 * From the caseworker's click to the mail in the inbox, by the inbox's own note of its arrival. A request for cooperation, which
 * takes the news of the start along: what is no more than a change waits for others when a mail has just gone.
 */
export const commandToMail: Measurement = async ({ run }, { samples }) => {
  report(`command to mail, ${samples} times`);
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const email = 'bench.mail@example.org';
  const citizen = await Citizen.signIn(run, 'duisburg', email);
  // A system that was started again finds the mails of its earlier life.
  const already = (await mailsTo(run, email)).length;
  const times: number[] = [];
  for (let n = 0; n < warmUp + samples; n += 1) {
    const { id, version } = await citizen.submit(
      await citizen.draft('hundesteuer-anmeldung', dogRegistration(n)),
    );
    await waitFor(
      'the mail about the filing',
      async () => (await mailsTo(run, email)).length >= already + 1 + 2 * n,
    );
    const started = await caseworker.post(`/applications/${id}/start`, {}, version);
    const request = { text: 'Bitte reichen Sie den Impfausweis nach.', documents: ['Impfausweis'] };
    const clicked = Date.now();
    await caseworker.post(`/applications/${id}/request-documents`, request, started.version);
    const mail = await waitFor('the mail with the request', async () => {
      const mails = await mailsTo(run, email);
      return mails.length >= already + 2 + 2 * n && mails[0];
    });
    times.push(Date.parse(mail.receivedAt) - clicked);
  }
  citizen.close();
  caseworker.close();
  return found('command → mail in the inbox', times, 150);
};

function found(what: string, times: readonly number[], ceiling: number): Finding {
  const within = quantiles(times.slice(warmUp));
  return {
    tables: [{ title: `${what} (ms)`, rows: { [what]: { ...within } } }],
    figures: [{ what: `${what}, p95`, value: within.p95, ceiling, unit: ' ms' }],
  };
}
