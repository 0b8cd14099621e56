import { Citizen, dogRegistration, type RunFile, Staff } from '#portal-client';
import { ProgressBar } from './progress-bar';

const legalRemedies = 'Gegen diesen Bescheid ist innerhalb eines Monats der Widerspruch zulässig.';

/** How far each kind of case gets, and how many in a hundred are of that kind. Together every status occurs. */
const careers = [
  { share: 10, to: 'draft' },
  { share: 20, to: 'filed' },
  { share: 5, to: 'withdrawn' },
  { share: 15, to: 'in-processing' },
  { share: 10, to: 'action-required' },
  { share: 20, to: 'granted' },
  { share: 5, to: 'partly' },
  { share: 5, to: 'rejected' },
  { share: 10, to: 'closed' },
] as const;
type Career = (typeof careers)[number]['to'];

/** Fills Duisburg with cases in all states, over HTTP, eight at a time. */
export async function fillCity(run: RunFile, count: number): Promise<void> {
  const progress = new ProgressBar('applications', count);
  const caseworker = await Staff.signIn(run, 'm.nguyen');
  const citizens = await Promise.all(
    Array.from({ length: Math.min(8, count) }, (_, n) =>
      Citizen.signIn(run, 'duisburg', `einwohner${n}.${Date.now().toString(36)}@example.org`),
    ),
  );
  const reached = new Map<Career, number>();
  let next = 0;
  await Promise.all(
    citizens.map(async (citizen) => {
      for (let n = next++; n < count; n = next++) {
        const status = await oneCase(citizen, caseworker, n);
        reached.set(status, (reached.get(status) ?? 0) + 1);
        progress.step();
      }
    }),
  );
  progress.end();
  for (const [status, cases] of [...reached].sort()) console.log(`  ${String(cases).padStart(6)}  ${status}`);
  for (const person of [caseworker, ...citizens]) person.close();
}

async function oneCase(citizen: Citizen, caseworker: Staff, n: number): Promise<Career> {
  const to = careerOf(n);
  let application = await citizen.draft('hundesteuer-anmeldung', dogRegistration(n));
  if (to === 'draft') return to;
  application = await citizen.submit(application);
  if (to === 'filed') return to;
  if (to === 'withdrawn') {
    await citizen.post(`/applications/${application.id}/withdraw`, {}, application.version);
    return to;
  }
  const { id } = application;
  await caseworker.act(id, 'start');
  if (to === 'in-processing') return to;
  if (to === 'action-required') {
    await caseworker.act(id, 'request-documents', { text: 'Bitte reichen Sie den Impfausweis nach.' });
    return to;
  }
  const outcome = to === 'closed' ? 'granted' : to;
  await caseworker.act(id, 'decide', { outcome, text: 'Bescheid über die Hundesteuer.', legalRemedies });
  if (to === 'closed') {
    // Nobody here has consented to the mailbox, so the notice goes by post.
    await caseworker.act(id, 'record-posting', { postedOn: today.format(new Date()) });
    await caseworker.act(id, 'close');
  }
  return to;
}

/** Calendar date in Europe/Berlin, e.g. `2026-11-20`. */
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

function careerOf(n: number): Career {
  let place = (n * 37) % 100;
  for (const { share, to } of careers) if ((place -= share) < 0) return to;
  return 'filed';
}
