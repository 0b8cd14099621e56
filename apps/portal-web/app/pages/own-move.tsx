import { data, redirect } from 'react-router';
import { Alert } from '#ui';
import { acting } from '../acting';
import { pathIn } from '../language';
import { MoveOffer } from '../own-data/move-offer';
import { OwnDataPage } from '../own-data/page';
import { found, problemOf } from '../problem';
import { accountOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-move';

/** The move of an account of Servicekonto.NRW, where there is one (W11). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await accountOr(visit, request);
  const move = found(await visit.api.GET('/api/me/move'));
  if (!move.offered) throw redirect(pathIn(visit.language, '/meine-daten'));
  return { move };
}

/** Has a link sent to the address of the former account. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const headers = { ...acting(await request.formData()) };
  const answer = await visit.api.POST('/api/me/move/link', { headers });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500)
    return data({ problem, sent: undefined }, { status: problem.status });
  return data({ problem: undefined, sent: found(answer).message });
}

export default function OwnMove({ loaderData: { move }, actionData }: Route.ComponentProps) {
  const words = useWords('ownData');
  return (
    <OwnDataPage title={words('moveTitle')}>
      <div className="p-form">
        {actionData?.sent !== undefined && (
          <Alert kind="success" title={words('addressSent')} announced>
            <p>{actionData.sent}</p>
          </Alert>
        )}
        {actionData?.problem && <Alert kind="warning" title={actionData.problem.title} announced />}
        <MoveOffer signIn={move.signIn} />
      </div>
    </OwnDataPage>
  );
}
