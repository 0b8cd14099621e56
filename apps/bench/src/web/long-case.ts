import { randomUUID } from 'node:crypto';
import { dogRegistration, Staff, waitFor, type Citizen, type Versioned } from '#portal-client';
import { report } from '../benchmark';
import type { Figure } from '../figures';
import { askedPages } from './asked-pages';
import type { Looked, WebExtent } from './looked';
import { onDesk } from './on-desk';

/** What such a case has at the end. Documents and notes are entries of its history, which has a few more. */
const notes = 260;
/** No more than 30 are taken of one kind, and at once with what the portal makes itself. */
const documents = 25;
/** Of each side: no more are taken in a day. */
const messages = 50;

/** A case with a history of 300 entries, its messages and its documents, as the office has it and as its applicant has it. */
export async function longCase(
  { system, browser, pages }: Looked,
  { times, rounds }: WebExtent,
): Promise<Figure[]> {
  const { person } = pages.list;
  const staff = await Staff.signIn(system.run, 'm.nguyen');
  try {
    report(`a case with ${notes} notes, ${documents} documents and ${2 * messages} messages`);
    const id = await growLong(person, staff);
    const office = { what: 'a long case', path: `/vorgaenge/${id}`, ceiling: 300 };
    report(`its page, ${times} times`);
    return [
      ...(await askedPages(system, 'office', staff, [office], times)),
      ...(await onDesk(browser, 'office', staff, office, rounds)),
      ...(await askedPages(system, 'citizen', person, [{ ...office, path: `/antraege/${id}` }], times)),
      ...(await onDesk(browser, 'citizen', person, { ...office, path: `/antraege/${id}` }, rounds)),
    ];
  } finally {
    staff.close();
  }
}

async function growLong(citizen: Citizen, staff: Staff): Promise<string> {
  const { id } = await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration()));
  await waitFor('the thread of the case', () =>
    citizen.get(`/applications/${id}/messages`).catch(() => undefined),
  );
  await staff.act(id, 'assign');
  await staff.act(id, 'start');
  const documentIds: string[] = [];
  for (let nth = 0; nth < documents; nth += 1) documentIds.push(await upload(citizen, id, nth));
  const { version } = await citizen.get<Versioned>(`/applications/${id}`);
  await citizen.post(`/applications/${id}/supply-documents`, { documentIds }, version);
  for (let nth = 0; nth < notes; nth += 1)
    await staff.act(id, 'note', { text: `Rücksprache ${nth}: keine Bedenken gegen die Anmeldung.` });
  for (let nth = 0; nth < messages; nth += 1) {
    await citizen.write(id, `Nachricht ${nth}: Haben Sie meine Unterlagen schon ansehen können?`);
    await staff.write(id, `Nachricht ${nth}: Wir haben Ihre Unterlagen erhalten und melden uns wieder.`);
  }
  return id;
}

/** Hands in a small file. @returns its id */
async function upload({ browser, site }: Citizen, caseId: string, nth: number): Promise<string> {
  const content = Buffer.from(`%PDF-1.7\n${randomUUID()}\n%%EOF\n`);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const url = `${site}/api/applications/${caseId}/documents`;
  const headers = {
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(content.length),
    'upload-metadata': `filename ${base64(`Nachweis ${nth}.pdf`)},kind ${base64('other')}`,
    'idempotency-key': randomUUID(),
  };
  const { status, body } = await browser.request<{ id: string }>('POST', url, { content, headers });
  if (status !== 201) throw new Error(`a document was answered with ${status}: ${JSON.stringify(body)}`);
  return body.id;
}
