import { data, redirect } from 'react-router';
import { pagesOf } from '#forms';
import { acting, entered } from '../acting';
import { filledIn, type Draft } from '../form/draft';
import { draftOf } from '../form/draft.server';
import { DocumentsStep, type SentDocuments } from '../form/documents-step';
import { PageStep } from '../form/page-step';
import type { Posted } from '../form/posted';
import { takePage } from '../form/sent.server';
import { documentsSlug, reviewSlug, stepPath, stepsOf } from '../form/steps';
import { pathIn } from '../language';
import type { PageHandle } from '../parts/header';
import { removeFileName, uploadName } from '../parts/file-names';
import { found } from '../problem';
import { sender } from '../sent.server';
import { signedInOr } from '../signed-in.server';
import { takeFiles } from '../uploads.server';
import { newKey, visitOf, type Visit } from '../visit.server';
import type { Route } from './+types/application-form';
import { useLasting } from '#pages';

const notFound = () =>
  data({ type: 'urn:serviceportal:problem:not-found', title: '', status: 404 }, { status: 404 });

export const handle: PageHandle = { isForm: true };

export async function loader({ context, params: { id, step }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const draft = await draftOf(visit, request, id);
  const isStep = stepsOf(draft, filledIn(draft), visit.language).some(
    ({ slug, kind }) => slug === step && (kind === 'page' || kind === 'documents'),
  );
  if (!isStep) throw notFound();
  return { draft, me, actKey: newKey() };
}

export async function action({ context, params: { id, step }, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const sent = await request.formData();
  await sender(visit, sent);
  const draft = await draftOf(visit, request, id);
  const { search } = new URL(request.url);
  if (step === documentsSlug) return takeDocuments(visit, request, draft, sent);
  const page = pagesOf(draft.form, filledIn(draft))[Number(step) - 1];
  if (page === undefined) throw notFound();
  const posted = await takePage(visit, draft, { slug: step, page, search }, sent);
  return data<Answer>({ posted }, { status: posted.asksMore ? 200 : 422 });
}

/** Takes what somebody without script has sent from the step of the documents: files that come or go, and the wish to go on. */
async function takeDocuments(visit: Visit, request: Request, { id }: Draft, sent: FormData) {
  const { search } = new URL(request.url);
  const here = pathIn(visit.language, stepPath(id, { kind: 'documents', slug: documentsSlug })) + search;
  const removed = entered(sent, removeFileName);
  if (removed !== '')
    found(
      await visit.api.DELETE('/api/applications/{id}/documents/{documentId}', {
        params: { path: { id, documentId: removed } },
        headers: { 'X-CSRF-Token': acting(sent)['X-CSRF-Token'] },
      }),
    );
  const { refused } = await takeFiles(visit, 'application', id, sent);
  if (refused.length > 0) return data<Answer>({ sent: { refused } }, { status: 422 });
  const upload = entered(sent, uploadName);
  if (removed !== '' || upload !== '') return redirect(`${here}#${upload}`);
  const draft = await draftOf(visit, request, id);
  const steps = stepsOf(draft, filledIn(draft), visit.language);
  if (steps.some(({ missing }) => missing.length > 0))
    return data<Answer>({ sent: { refused } }, { status: 422 });
  return redirect(pathIn(visit.language, `/antraege/${id}/${reviewSlug}`));
}

interface Answer {
  readonly posted?: Posted;
  readonly sent?: SentDocuments;
}

export default function ApplicationForm({ loaderData, actionData, params: { step } }: Route.ComponentProps) {
  const { draft, me, actKey } = loaderData;
  const answer = useLasting(actionData);
  if (step === documentsSlug)
    return <DocumentsStep draft={draft} sent={answer?.sent} actKey={actKey} me={me} />;
  return (
    <PageStep key={draft.id} draft={draft} slug={step} posted={answer?.posted} actKey={actKey} me={me} />
  );
}
