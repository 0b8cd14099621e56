import { data, redirect } from 'react-router';
import type { StaffSchema } from '#api-client';
import { acting, entered, notFound, pathIn, problemOf, withQuery } from '#pages';
import { takeScans } from '../intake/scans.server';
import { sender } from '../signed-in.server';
import type { Visit } from '../visit.server';
import { acts, type ActName, type Refused } from './acts';
import { centsOf } from './amount';
import {
  chosenField,
  kindsFor,
  nameOf,
  templatesIn,
  usedField,
  usedTemplatesOf,
  withTemplate,
} from './templates';

interface Sent {
  readonly visit: Visit;
  readonly id: string;
  readonly form: FormData;
}

type Answer = Parameters<typeof problemOf>[0];

const params = ({ id, form }: Sent) => ({ path: { id }, header: acting(form) });
const typed = (form: FormData, name: string): string => entered(form, name).trim();
/** What may stay empty. */
const optional = <Name extends string>(name: Name, value: string): { readonly [_ in Name]?: string } =>
  value === '' ? {} : ({ [name]: value } as { readonly [_ in Name]?: string });
/** Lines of a field of several; empty ones are none. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
/** What was ticked of several. */
const chosenIn = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value) => typeof value === 'string');
/** With which texts the fields of a form were written. */
const templatesOf = (form: FormData, ...fields: readonly string[]) =>
  usedTemplatesOf(fields.map((field) => typed(form, usedField(field))));
/** What each act asks of the API. */
const asks: Readonly<Record<ActName | 'nachricht', (sent: Sent) => Promise<Answer>>> = {
  entscheiden: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/decide', {
      params: params(sent),
      body: {
        outcome: typed(sent.form, 'ergebnis') as StaffSchema<'DecideInput'>['outcome'],
        text: typed(sent.form, 'text'),
        ...optional('legalRemedies', typed(sent.form, 'rechtsbehelf')),
        ...templatesOf(
          sent.form,
          'text',
          ...(typed(sent.form, 'rechtsbehelf') === '' ? [] : ['rechtsbehelf']),
        ),
      },
    }),
  mitzeichnen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/approve', {
      params: params(sent),
      body: { entry: entryOf(sent, 'vorschlag') },
    }),
  zurueckgeben: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/send-back', {
      params: params(sent),
      body: { entry: entryOf(sent, 'vorschlag'), reason: typed(sent.form, 'grund') },
    }),
  beginnen: (sent) => sent.visit.api.POST('/api/applications/{id}/start', { params: params(sent) }),
  uebernehmen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/assign', { params: params(sent), body: {} }),
  zuweisen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/assign', {
      params: params(sent),
      body: { assignee: typed(sent.form, 'wem') },
    }),
  nachfordern: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/request-documents', {
      params: params(sent),
      body: {
        text: typed(sent.form, 'text'),
        documents: lines(typed(sent.form, 'unterlagen')),
        ...optional('dueOn', typed(sent.form, 'bis')),
        ...templatesOf(sent.form, 'text'),
      },
    }),
  gebuehr: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/fix-fee', {
      params: params(sent),
      body: {
        items: [{ text: typed(sent.form, 'wofuer'), unitCents: centsOf(typed(sent.form, 'betrag')) }],
        reason: typed(sent.form, 'grund'),
      },
    }),
  verlaengern: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/extend', {
      params: params(sent),
      body: {
        until: typed(sent.form, 'bis'),
        reason: typed(sent.form, 'grund'),
        ...templatesOf(sent.form, 'grund'),
      },
    }),
  ruhen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/suspend', {
      params: params(sent),
      body: { reason: typed(sent.form, 'grund') },
    }),
  weiterlaufen: (sent) => sent.visit.api.POST('/api/applications/{id}/resume', { params: params(sent) }),
  weiterleiten: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/forward', {
      params: params(sent),
      body: { office: typed(sent.form, 'amt'), ...optional('reason', typed(sent.form, 'grund')) },
    }),
  freigeben: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/release', {
      params: params(sent),
      body: { reason: typed(sent.form, 'grund') },
    }),
  post: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/record-posting', {
      params: params(sent),
      body: { postedOn: typed(sent.form, 'am') },
    }),
  abschliessen: (sent) => sent.visit.api.POST('/api/applications/{id}/close', { params: params(sent) }),
  wiederaufnehmen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/reopen', {
      params: params(sent),
      body: { reason: typed(sent.form, 'grund') },
    }),
  notiz: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/note', {
      params: params(sent),
      body: { text: typed(sent.form, 'text') },
    }),
  eingang: async (sent) => {
    const { ids, problem } = await takeScans(sent.visit, sent.id, sent.form);
    if (problem !== undefined)
      return { error: problem, response: new Response(null, { status: problem.status }) };
    return sent.visit.api.POST('/api/applications/{id}/record-contact', {
      params: params(sent),
      body: {
        channel: typed(sent.form, 'weg') as StaffSchema<'RecordContactInput'>['channel'],
        contactOn: typed(sent.form, 'am'),
        text: typed(sent.form, 'text'),
        ...(typed(sent.form, 'antwort') === 'true' && { answersRequest: true }),
        ...(ids.length > 0 && { documentIds: [...ids] }),
      },
    });
  },
  dokument: async (sent) => {
    const { ids, problem } = await takeScans(sent.visit, sent.id, sent.form);
    if (problem !== undefined)
      return { error: problem, response: new Response(null, { status: problem.status }) };
    return sent.visit.api.POST('/api/applications/{id}/add-document', {
      params: params(sent),
      body: {
        documentId: ids[0] ?? '',
        ...optional('redactionOf', typed(sent.form, 'original')),
        ...(typed(sent.form, 'endgueltig') === 'true' && { final: true }),
      },
    });
  },
  endgueltig: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/finalise-document', {
      params: params(sent),
      body: { documentId: typed(sent.form, 'dokument') },
    }),
  uebermitteln: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/send-on-documents', {
      params: params(sent),
      body: {
        documentIds: chosenIn(sent.form, 'dokumente'),
        recipientKind: typed(sent.form, 'stelle') as StaffSchema<'SendOnDocumentsInput'>['recipientKind'],
        recipient: typed(sent.form, 'an'),
        reason: typed(sent.form, 'grund'),
      },
    }),
  extern: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/set-task', {
      params: params(sent),
      body: {
        kind: 'external-advice',
        text: typed(sent.form, 'text'),
        ...optional('recipient', typed(sent.form, 'an')),
        ...(optional('recipientKind', typed(sent.form, 'stelle')) as Pick<
          StaffSchema<'SetTaskInput'>,
          'recipientKind'
        >),
        ...optional('dueOn', typed(sent.form, 'bis')),
        documentIds: chosenIn(sent.form, 'dokumente'),
      },
    }),
  aufgabe: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/set-task', {
      params: params(sent),
      body: {
        kind: typed(sent.form, 'art') as StaffSchema<'SetTaskInput'>['kind'],
        assignee: typed(sent.form, 'wem'),
        text: typed(sent.form, 'text'),
        ...optional('dueOn', typed(sent.form, 'bis')),
      },
    }),
  erledigen: async (sent) => {
    const { ids, problem } = await takeScans(sent.visit, sent.id, sent.form);
    if (problem !== undefined)
      return { error: problem, response: new Response(null, { status: problem.status }) };
    return sent.visit.api.POST('/api/applications/{id}/finish-task', {
      params: params(sent),
      body: {
        entry: entryOf(sent, 'aufgabe'),
        ...optional('text', typed(sent.form, 'text')),
        ...(ids.length > 0 && { documentIds: [...ids] }),
      },
    });
  },
  wiedervorlage: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/set-resubmission', {
      params: params(sent),
      body: { on: typed(sent.form, 'am'), ...optional('reason', typed(sent.form, 'grund')) },
    }),
  vorgelegt: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/lift-resubmission', { params: params(sent) }),
  berichtigen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/correct', {
      params: params(sent),
      body: { entry: entryOf(sent, 'eintrag'), text: typed(sent.form, 'text') },
    }),
  verknuepfen: async (sent) => {
    const to = await caseCalled(sent.visit, typed(sent.form, 'aktenzeichen'));
    return typeof to === 'string'
      ? sent.visit.api.POST('/api/applications/{id}/link', {
          params: params(sent),
          body: { to, reason: typed(sent.form, 'grund') },
        })
      : to;
  },
  loesen: (sent) =>
    sent.visit.api.POST('/api/applications/{id}/unlink', {
      params: params(sent),
      body: { to: typed(sent.form, 'vorgang'), reason: typed(sent.form, 'grund') },
    }),
  // What stands in the thread by now does not matter to a message.
  nachricht: ({ visit, id, form }) =>
    visit.api.POST('/api/applications/{id}/messages', {
      params: { path: { id }, header: { ...acting(form), 'If-Match': '*' } },
      body: { text: entered(form, 'nachricht'), ...templatesOf(form, 'nachricht') },
    }),
};

/** The number of an entry that was chosen; none is no number, which the API calls missing. */
const entryOf = ({ form }: Sent, field: string): number => parseInt(typed(form, field), 10);

/** The one case that a reference names as people say it, or why there is none. */
async function caseCalled({ api, language }: Visit, reference: string): Promise<string | Answer> {
  if (reference !== '') {
    const query = { query: reference, group: 'all', limit: 2 } as const;
    const answer = await api.GET('/api/work-list', { params: { query } });
    const [only, other] = answer.data?.items ?? [];
    if (!answer.response.ok) return answer;
    if (only !== undefined && other === undefined) return only.id;
  }
  const detail = {
    de: 'Bitte geben Sie das ganze Aktenzeichen an.',
    en: 'Please enter the whole reference.',
  };
  const title = {
    de: 'Unter diesem Aktenzeichen gibt es in Ihren Ämtern keinen einzelnen Vorgang.',
    en: 'There is no single case with this reference in your offices.',
  };
  const errors = [{ pointer: '/to', message: detail[language] }];
  const error = { ...notFound, title: title[language], detail: detail[language], errors };
  return { error, response: new Response(null, { status: 404 }) };
}

const isAct = (name: string): name is keyof typeof asks =>
  name === 'nachricht' || acts.some(({ act }) => act === name);

/**
 * Does what a form of a case's page asks for.
 * @returns why it was refused, with everything that was entered; a redirect where it was done
 */
export async function actUpon(visit: Visit, request: Request, id: string) {
  const form = await request.formData();
  await sender(visit, form);
  const act = entered(form, 'act');
  if (!isAct(act)) throw data(notFound, { status: 404 });
  const seen = Number(entered(form, '_version').replace(/\D/g, ''));
  const field = typed(form, 'einfuegen');
  if (field !== '')
    return data({ act, seen, typed: await withText({ visit, id, form }, act, field) } satisfies Refused);
  const problem = problemOf(await asks[act]({ visit, id, form }));
  if (problem === undefined) {
    const page = pathIn(visit.language, `/vorgaenge/${id}`);
    // Where a case is handed on, it may be nothing of one's own any more.
    return redirect(
      act === 'weiterleiten' ? pathIn(visit.language, '/vorgaenge') : withQuery(page, { getan: act }),
    );
  }
  const { type, title, status, detail } = problem;
  const told = { type, title, status, ...(detail !== undefined && { detail }), errors: problem['errors'] };
  return data({ act, problem: told, typed: keptOf(form), seen } satisfies Refused, status);
}

/** Everything that was entered; what was ticked of several, a line for each. */
function keptOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      if (typeof value !== 'string' || name.startsWith('_')) return [];
      const all = chosenIn(form, name);
      return [[name, all.length > 1 ? all.join('\n') : entered(form, name)] as const];
    }),
  );
}

/** Everything that was entered, with the text that was chosen for a field in its place. */
async function withText({ visit, id, form }: Sent, act: keyof typeof asks, field: string) {
  const kept = keptOf(form);
  const { data: shown } = await visit.api.GET('/api/applications/{id}', {
    params: { path: { id }, query: { templates: kindsFor(act) } },
  });
  const texts = templatesIn(shown?.templates, act, field);
  const chosen = texts.find((one) => nameOf(one) === typed(form, chosenField(field)));
  if (chosen === undefined) return kept;
  const before = { text: kept[field] ?? '', used: kept[usedField(field)] ?? '' };
  const { text, used } = withTemplate(before, chosen, texts);
  return { ...kept, [field]: text, [usedField(field)]: used };
}
