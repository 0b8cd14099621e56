import { data, redirect } from 'react-router';
import { acting, entered } from './acting';
import { pathIn } from './language';
import { removeFileName, uploadName } from './parts/file-names';
import { quietField } from './parts/quietly';
import { problemOf, type Problem } from './problem';
import { sender } from './sent.server';
import { takeFiles, type RefusedFile } from './uploads.server';
import type { Visit } from './visit.server';

/** An act that was refused: which, why, and what was entered with it. */
export interface Refused {
  readonly act: string;
  /** Undefined where files alone were not taken. */
  readonly problem: Problem | undefined;
  readonly text: string;
  /** Files that came with it and were not taken. */
  readonly files: readonly RefusedFile[];
}

/** What a person does with a case on its page, or on that of its thread: the field `act` names it. */
const acts = {
  /** Writes to the office (D21). What stands in the thread by now does not matter to it. */
  async message({ visit, id, form }: Act) {
    const text = entered(form, 'nachricht');
    const { ids, refused } = await takeFiles(visit, 'message', id, form);
    if (refused.length > 0) return { refused };
    const answer = await visit.api.POST('/api/applications/{id}/messages', {
      params: { path: { id }, header: acting(form) },
      body: { text, ...documentsOf(form, ids) },
    });
    return { answer, to: '#nachrichten' };
  },

  /** Everything in the thread was read. */
  async read({ visit: { api }, id, form }: Act) {
    const answer = await api.POST('/api/applications/{id}/messages/read', {
      params: { path: { id }, header: acting(form) },
    });
    return { answer, to: '' };
  },

  /** Hands in what was asked for, or what comes later (R10e, H2b). */
  async supply({ visit, id, form }: Act) {
    const { api } = visit;
    const removed = entered(form, removeFileName);
    if (removed !== '') {
      const path = { id, documentId: removed };
      const answer = await api.DELETE('/api/applications/{id}/documents/{documentId}', {
        params: { path },
        headers: { ...acting(form) },
      });
      return { answer, to: '#nachreichen' };
    }
    const { ids, refused } = await takeFiles(visit, 'application', id, form);
    if (refused.length > 0) return { refused };
    if (entered(form, uploadName) !== '') return { to: '#nachreichen' };
    const text = entered(form, 'antwort').trim();
    const answer = await api.POST('/api/applications/{id}/supply-documents', {
      params: { path: { id }, header: acting(form) },
      body: { ...(text !== '' && { text }), ...documentsOf(form, ids) },
    });
    return { answer, to: '#verlauf' };
  },

  /** Opens a notice: an act of the person that starts periods of law (law 1). */
  async retrieve({ visit: { api }, id, form }: Act) {
    const noticeId = entered(form, 'bescheid');
    const answer = await api.POST('/api/mailbox/notices/{noticeId}/retrieve', {
      params: { path: { noticeId }, header: acting(form) },
    });
    return { answer, to: `/antraege/${id}/bescheid/${noticeId}` };
  },

  /** Begins a new application with what was declared in this one. */
  async 'take-over'({ visit: { api }, id, form }: Act) {
    const answer = await api.POST('/api/applications', {
      params: { header: acting(form) },
      body: { serviceKey: entered(form, 'dienst'), takeOver: id },
    });
    return { answer, to: `/antraege/${answer.data?.id ?? id}/formular/1` };
  },
} satisfies Record<string, (act: Act) => Promise<Done>>;

interface Act {
  readonly visit: Visit;
  readonly id: string;
  readonly form: FormData;
}

/** Where it leads: a page, or a place of the present one; or which files keep it from being done. */
type Done =
  | { readonly answer?: Parameters<typeof problemOf>[0]; readonly to: string }
  | { readonly refused: readonly RefusedFile[] };

/** Documents that a message or an answer names: those that lay on the page, and those that came with it. */
function documentsOf(form: FormData, arrived: readonly string[]): { readonly documentIds?: string[] } {
  const ids = [...form.getAll('dokument').filter((id) => typeof id === 'string'), ...arrived];
  return ids.length === 0 ? {} : { documentIds: ids };
}

/**
 * Does what a form of a case's page asks for.
 * @param page German address of the page that the form stands on
 * @returns why it was refused; a redirect where it was done, nothing where the page did it by itself
 */
export async function actUponCase(visit: Visit, request: Request, id: string, page: string) {
  const form = await request.formData();
  await sender(visit, form);
  const act = entered(form, 'act');
  if (!isAct(act)) throw data({ type: 'urn:serviceportal:problem:not-found', title: '', status: 404 }, 404);
  const done: Done = await acts[act]({ visit, id, form });
  const text = entered(form, act === 'supply' ? 'antwort' : 'nachricht');
  if ('refused' in done)
    return data({ act, problem: undefined, text, files: done.refused } satisfies Refused, 422);
  const { answer, to } = done;
  const problem = answer && problemOf(answer);
  // A way to another place would begin beside the one that the person has begun meanwhile, and end it.
  if (problem === undefined && entered(form, quietField) !== '') return null;
  if (problem === undefined)
    return redirect(pathIn(visit.language, to.startsWith('/') ? to : page) + (to.startsWith('#') ? to : ''));
  return data({ act, problem, text, files: [] } satisfies Refused, problem.status);
}

const isAct = (name: string): name is keyof typeof acts => Object.hasOwn(acts, name);
