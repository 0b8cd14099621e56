import { data, redirect } from 'react-router';
import { pagesOf } from '#forms';
import { acting, entered } from '../acting';
import { begun } from '../form/draft';
import { draftOf } from '../form/draft.server';
import { DocumentsStep } from '../form/documents-step';
import { PageStep } from '../form/page-step';
import type { Posted } from '../form/posted';
import { takePage } from '../form/sent.server';
import { documentsSlug, reviewSlug, stepPath, stepsOf } from '../form/steps';
import { pathIn } from '../language';
import type { PageHandle } from '../parts/header';
import { removeFileName } from '../parts/upload';
import { found } from '../problem';
import { sender } from '../sent.server';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import type { Route } from './+types/application-form';

const notFound = () =>
  data({ type: 'urn:serviceportal:problem:not-found', title: '', status: 404 }, { status: 404 });

export const handle: PageHandle = { isForm: true };

export async function loader({ context, params: { id, step }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const draft = await draftOf(visit, request, id);
  const isStep = stepsOf(draft, begun(draft), visit.language).some(
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
  if (step === documentsSlug) {
    const file = entered(sent, removeFileName);
    const here = pathIn(visit.language, stepPath(id, { kind: 'documents', slug: step }));
    if (file !== '') {
      found(
        await visit.api.DELETE('/api/applications/{id}/documents/{documentId}', {
          params: { path: { id, documentId: file } },
          headers: { 'X-CSRF-Token': acting(sent)['X-CSRF-Token'] },
        }),
      );
      return redirect(here + search);
    }
    const steps = stepsOf(draft, begun(draft), visit.language);
    const isMissing = steps.some(({ missing }) => missing.length > 0);
    if (isMissing) return data<Answer>({ isSent: true }, { status: 422 });
    return redirect(pathIn(visit.language, `/antraege/${id}/${reviewSlug}`));
  }
  const page = pagesOf(draft.form, begun(draft))[Number(step) - 1];
  if (page === undefined) throw notFound();
  const posted = await takePage(visit, draft, { slug: step, page, search }, sent);
  return data<Answer>({ posted }, { status: posted.asksMore ? 200 : 422 });
}

interface Answer {
  readonly posted?: Posted;
  readonly isSent?: boolean;
}

export default function ApplicationForm({ loaderData, actionData, params: { step } }: Route.ComponentProps) {
  const { draft, me, actKey } = loaderData;
  if (step === documentsSlug)
    return <DocumentsStep draft={draft} isSent={actionData?.isSent === true} actKey={actKey} me={me} />;
  return (
    <PageStep key={draft.id} draft={draft} slug={step} posted={actionData?.posted} actKey={actKey} me={me} />
  );
}
