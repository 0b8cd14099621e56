import { data, redirect } from 'react-router';
import { acting, entered, type ActingHeaders } from './acting';
import { pathIn } from './language';
import { withQuery } from './own-path';
import { found, problemOf, slugOf, type Problem } from './problem';
import type { Visit } from './visit.server';

/** What begins an application: the service, and whether another one is wanted beside a draft that is there. */
interface Beginning {
  readonly serviceKey: string;
  readonly isAnother: boolean;
}

/** How a begun application goes on. */
interface GoingOn {
  /** Headers of the act, where they are not those of the form. */
  readonly headers?: ActingHeaders;
  /** German address below the application's where the person goes on; its form where nothing is said. */
  readonly to?: string;
}

/**
 * Begins an application and leads to its form; asks first where one for the same service is begun already.
 * @throws redirect to the sign-in or to a higher level, which lead back to the service; data with any other problem
 */
export async function begin(
  visit: Visit,
  form: FormData,
  { headers = acting(form), to = 'formular' }: GoingOn = {},
): Promise<Response> {
  const beginning = { serviceKey: entered(form, 'serviceKey'), isAnother: entered(form, 'another') !== '' };
  if (!beginning.isAnother && visit.mayBeSignedIn) {
    const drafts = await visit.api.GET('/api/applications');
    if (
      drafts.data?.items.some(
        ({ serviceKey, status }) => serviceKey === beginning.serviceKey && status === 'draft',
      )
    )
      return redirect(
        withQuery(pathIn(visit.language, '/antraege/angefangen'), { dienst: beginning.serviceKey }),
      );
  }
  const answer = await visit.api.POST('/api/applications', {
    params: { header: headers },
    body: { serviceKey: beginning.serviceKey },
  });
  const problem = problemOf(answer);
  if (problem) return leadOn(visit, beginning, problem);
  return redirect(pathIn(visit.language, `/antraege/${found(answer).id}/${to}`));
}

/** Where a person goes who cannot begin yet. */
function leadOn(visit: Visit, { serviceKey }: Beginning, problem: Problem): Response {
  const back = { fuer: serviceKey, zurueck: pathIn(visit.language, `/dienstleistungen/${serviceKey}`) };
  if (problem.status === 401) return redirect(withQuery(pathIn(visit.language, '/anmelden'), back));
  if (slugOf(problem) === 'level-of-assurance-too-low')
    return redirect(withQuery(pathIn(visit.language, '/anmelden/niveau'), back));
  throw data(problem, { status: problem.status });
}
