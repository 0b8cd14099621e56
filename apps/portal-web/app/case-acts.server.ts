import { data, redirect } from 'react-router';
import { acting, entered } from './acting';
import { pathIn } from './language';
import { removeFileName } from './parts/upload';
import { problemOf, type Problem } from './problem';
import { sender } from './sent.server';
import type { Visit } from './visit.server';

/** An act that was refused: which, why, and what was entered with it. */
export interface Refused {
  readonly act: string;
  readonly problem: Problem;
  readonly text: string;
}

/** What a person does with a case on its page, or on that of its thread: the field `act` names it. */
const acts = {
  /** Writes to the office (D21). What stands in the thread by now does not matter to it. */
  async message({ api, id, form }: Act) {
    const text = entered(form, 'nachricht');
    const answer = await api.POST('/api/applications/{id}/messages', {
      params: { path: { id }, header: acting(form) },
      body: { text, ...documentsOf(form) },
    });
    return { answer, to: '#nachrichten' };
  },

  /** Everything in the thread was read. */
  async read({ api, id, form }: Act) {
    const answer = await api.POST('/api/applications/{id}/messages/read', {
      params: { path: { id }, header: acting(form) },
    });
    return { answer, to: '' };
  },

  /** Hands in what was asked for, or what comes later (R10e, H2b). */
  async supply({ api, id, form }: Act) {
    const removed = entered(form, removeFileName);
    if (removed !== '') {
      const path = { id, documentId: removed };
      const answer = await api.DELETE('/api/applications/{id}/documents/{documentId}', {
        params: { path },
        headers: { ...acting(form) },
      });
      return { answer, to: '#nachreichen' };
    }
    const text = entered(form, 'antwort').trim();
    const answer = await api.POST('/api/applications/{id}/supply-documents', {
      params: { path: { id }, header: acting(form) },
      body: { ...(text !== '' && { text }), ...documentsOf(form) },
    });
    return { answer, to: '#verlauf' };
  },

  /** Opens a notice: an act of the person that starts periods of law (law 1). */
  async retrieve({ api, id, form }: Act) {
    const noticeId = entered(form, 'bescheid');
    const answer = await api.POST('/api/mailbox/notices/{noticeId}/retrieve', {
      params: { path: { noticeId }, header: acting(form) },
    });
    return { answer, to: `/antraege/${id}/bescheid/${noticeId}` };
  },

  /** Begins a new application with what was declared in this one. */
  async 'take-over'({ api, id, form }: Act) {
    const answer = await api.POST('/api/applications', {
      params: { header: acting(form) },
      body: { serviceKey: entered(form, 'dienst'), takeOver: id },
    });
    return { answer, to: `/antraege/${answer.data?.id ?? id}/formular/1` };
  },
} satisfies Record<string, (act: Act) => Promise<Done>>;

interface Act {
  readonly api: Visit['api'];
  readonly id: string;
  readonly form: FormData;
}

interface Done {
  readonly answer: Parameters<typeof problemOf>[0];
  /** Where it leads: a page, or a place of the present one. */
  readonly to: string;
}

function documentsOf(form: FormData): { readonly documentIds?: string[] } {
  const ids = form.getAll('dokument').filter((id) => typeof id === 'string');
  return ids.length === 0 ? {} : { documentIds: ids };
}

/**
 * Does what a form of a case's page asks for.
 * @param page German address of the page that the form stands on
 * @returns why it was refused; a redirect where it was done
 */
export async function actUponCase(visit: Visit, request: Request, id: string, page: string) {
  const form = await request.formData();
  await sender(visit, form);
  const act = entered(form, 'act');
  if (!isAct(act)) throw data({ type: 'urn:serviceportal:problem:not-found', title: '', status: 404 }, 404);
  const { answer, to } = await acts[act]({ api: visit.api, id, form });
  const problem = problemOf(answer);
  if (problem === undefined)
    return redirect(pathIn(visit.language, to.startsWith('/') ? to : page) + (to.startsWith('#') ? to : ''));
  const text = entered(form, act === 'supply' ? 'antwort' : 'nachricht');
  return data({ act, problem, text } satisfies Refused, problem.status);
}

const isAct = (name: string): name is keyof typeof acts => Object.hasOwn(acts, name);
