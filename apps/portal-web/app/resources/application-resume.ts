import { redirect } from 'react-router';
import { filledIn } from '../form/draft';
import { draftOf } from '../form/draft.server';
import { firstOpen, stepPath, stepsOf } from '../form/steps';
import { pathIn } from '../language';
import { visitOf } from '../visit.server';
import type { Route } from './+types/application-resume';

/** Where a person goes on with a draft: at the first step on which something is left to do. */
export async function loader({ context, params: { id }, request }: Route.LoaderArgs): Promise<never> {
  const visit = visitOf(context);
  const draft = await draftOf(visit, request, id);
  const step = firstOpen(stepsOf(draft, filledIn(draft), visit.language));
  throw redirect(pathIn(visit.language, stepPath(id, step)));
}
