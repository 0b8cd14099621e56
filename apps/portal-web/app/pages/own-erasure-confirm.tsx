import { data, Form, redirect } from 'react-router';
import { Alert, Button, LinkButton } from '#ui';
import { acting } from '../acting';
import { pathIn, usePaths } from '../language';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { found, problemOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-erasure-confirm';

/** The last question before an erasure, on a page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  await accountOr(visitOf(context), request);
  return { actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const headers = { ...acting(form) };
  const answer = await visit.api.POST('/api/me/erasure', { headers, body: { confirm: 'erase-everything' } });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500) return data({ problem }, { status: problem.status });
  found(answer);
  return redirect(`${pathIn(visit.language, '/abgemeldet')}?grund=geloescht`, 303);
}

export default function OwnErasureConfirm({ loaderData: { actKey }, actionData }: Route.ComponentProps) {
  const words = useWords('ownData');
  const to = usePaths();
  return (
    <OwnDataPage title={words('eraseConfirm')} lead={words('eraseConfirmLead')}>
      <div className="p-form">
        {actionData && <Alert kind="danger" title={actionData.problem.title} announced />}
        <Form method="post" reloadDocument>
          <Acting actKey={actKey} />
          <div className="p-actions">
            <Button icon="delete">{words('eraseGo')}</Button>
            <LinkButton weight="tertiary" to={to('/meine-daten')}>
              {words('eraseNot')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </OwnDataPage>
  );
}
