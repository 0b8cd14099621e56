import { data, redirect } from 'react-router';
import type { StaffSchema } from '#api-client';
import { addName, removeName, withEntered, withItem, withoutItem } from '#form-fields';
import { pagesOf, type Form, type JsonObject } from '#forms';
import { acting, entered, pathIn, problemOf, withQuery } from '#pages';
import { sender } from '../signed-in.server';
import type { Visit } from '../visit.server';
import { personFields, searchName, type Posted, type Service } from './posted';
import { takeScans } from './scans.server';

type Input = StaffSchema<'RecordApplicationInput'>;

/** Enters what came another way. @throws redirect to the case that it begins */
export async function enter(visit: Visit, request: Request, service: Service) {
  const sent = await request.formData();
  await sender(visit, sent);
  const form = service.form as Form;
  const [add, remove] = [entered(sent, addName), entered(sent, removeName)];
  const declared = declaredIn(form, sent, visit);
  const grown = add === '' ? declared : withItem(form, declared, add);
  const kept: Posted = {
    typed: Object.fromEntries(
      [...sent].flatMap(([name, value]) =>
        typeof value === 'string' && !name.startsWith('_') && !name.startsWith('/') ? [[name, value]] : [],
      ),
    ),
    data: remove === '' ? grown : withoutItem(form, grown, remove),
    problem: undefined,
    found: undefined,
  };
  if (add !== '' || remove !== '') return data(kept);
  if (entered(sent, searchName) !== '') return data(await lookedFor(visit, sent, kept));
  const { 'X-CSRF-Token': csrf, 'Idempotency-Key': key } = acting(sent);
  const answer = await visit.api.POST('/api/applications', {
    params: { header: { 'Idempotency-Key': key } },
    headers: { 'X-CSRF-Token': csrf },
    body: inputOf(service, sent, declared),
  });
  const problem = problemOf(answer);
  if (problem !== undefined || answer.data === undefined)
    return data({ ...kept, problem }, problem?.status ?? 500);
  const { id } = answer.data;
  const scans = await addScans(visit, id, sent);
  throw redirect(withQuery(pathIn(visit.language, `/vorgaenge/${id}`), { getan: 'erfassen', scans }));
}

/** The form as far as its fields were shown; what has come to be asked meanwhile is asked when the page is shown again. */
function declaredIn(form: Form, sent: FormData, { language }: Visit): JsonObject {
  let entry: JsonObject = {};
  // A field may be asked for because of another one: each round brings those that the round before has brought to light.
  for (let round = 0; round < 3; round += 1)
    for (const page of pagesOf(form, entry)) entry = withEntered(entry, page, sent, language, new Set());
  return entry;
}

async function lookedFor(visit: Visit, sent: FormData, kept: Posted): Promise<Posted> {
  const email = entered(sent, 'email').trim();
  const answer = await visit.api.POST('/api/persons/search', {
    headers: { 'X-CSRF-Token': acting(sent)['X-CSRF-Token'] },
    body: { email },
  });
  return { ...kept, problem: problemOf(answer), found: answer.data?.items };
}

function inputOf({ key }: Service, sent: FormData, form: JsonObject): Input {
  const said = (name: string) => entered(sent, name).trim();
  const account = said('konto');
  const person = Object.entries(personFields).flatMap(([name, field]) =>
    said(name) === '' ? [] : [[field, said(name)] as const],
  );
  return {
    serviceKey: key,
    channel: said('weg') as Input['channel'],
    receivedOn: said('am'),
    form: form as Input['form'],
    ...(said('unvollstaendig') === 'true' && { incomplete: true }),
    ...(account === '' ? Object.fromEntries(person) : { applicantId: account }),
  };
}

/** Adds the scans by an entry of their own. @returns `fehlen` where one could not be added: the case is there, and they can be added again */
async function addScans(visit: Visit, id: string, sent: FormData): Promise<'fehlen' | undefined> {
  const { ids, names, problem } = await takeScans(visit, id, sent);
  if (problem !== undefined) return 'fehlen';
  if (ids.length === 0) return undefined;
  const { 'X-CSRF-Token': csrf, 'Idempotency-Key': key } = acting(sent);
  const answer = await visit.api.POST('/api/applications/{id}/record-contact', {
    params: {
      path: { id },
      header: { 'X-CSRF-Token': csrf, 'Idempotency-Key': `${key}-scans`, 'If-Match': '*' } as never,
    },
    body: {
      channel: entered(sent, 'weg') as Input['channel'],
      contactOn: entered(sent, 'am'),
      text: names.join(', '),
      documentIds: [...ids],
    },
  });
  return problemOf(answer) === undefined ? undefined : 'fehlen';
}
