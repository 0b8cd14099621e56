import { data, redirect, type RouterContextProvider } from 'react-router';
import type { Schema } from '#api-client';
import { acting, entered } from './acting';
import { problemOf } from './problem';
import { newKey, visitOf } from './visit.server';

/** What the page of the form needs to know. */
export interface FeedbackPage {
  /** Path of the page that it is about. */
  readonly page: string | undefined;
  readonly sent: boolean;
  readonly actKey: string;
}

/** The page that somebody comes from, of which nothing but its kind is told: an id in it is left out. */
export function feedbackLoader(request: Request): FeedbackPage {
  const query = new URL(request.url).searchParams;
  return { page: aboutPage(query.get('seite') ?? ''), sent: query.has('gesendet'), actKey: newKey() };
}

function aboutPage(path: string): string | undefined {
  const kind = path.replace(/\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '/id');
  return /^\/[a-z0-9/-]{1,199}$/.test(kind) ? kind : undefined;
}

/** Sends what was written to the city. */
export async function feedbackAction(
  kind: Schema<'FeedbackInput'>['kind'],
  context: Readonly<RouterContextProvider>,
  request: Request,
) {
  const form = await request.formData();
  const [message, email] = [entered(form, 'message').trim(), entered(form, 'email').trim()];
  const page = aboutPage(entered(form, 'page'));
  const typed = { message, email };
  if (message === '') return data({ typed, fault: 'message' as const }, { status: 400 });
  const { 'If-Match': _, ...header } = acting(form);
  const answer = await visitOf(context).api.POST('/api/feedback', {
    params: { header },
    body: { kind, message, ...(email !== '' && { email }), ...(page !== undefined && { page }) },
  });
  const problem = problemOf(answer);
  if (problem === undefined) return redirect(`${new URL(request.url).pathname}?gesendet`, 303);
  if (problem.status === 400) return data({ typed, fault: 'email' as const }, { status: 400 });
  return data({ typed, problem }, { status: problem.status });
}
