import { data, Form, redirect } from 'react-router';
import { Alert, Button, ErrorSummary, LinkButton, TextField } from '#ui';
import { acting, entered } from '../acting';
import { pathIn, usePaths } from '../language';
import { messageOf } from '../own-data/message';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { found, problemOf, slugOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-password';

/** The password of an account of this portal. */
export async function loader({ context, request }: Route.LoaderArgs) {
  await accountOr(visitOf(context), request);
  return { actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const body = { formerPassword: entered(form, 'formerPassword'), password: entered(form, 'password') };
  const answer = await visit.api.POST('/api/me/password', { headers: { ...acting(form) }, body });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500) return data({ problem }, { status: problem.status });
  found(answer);
  return redirect(`${pathIn(visit.language, '/meine-daten')}?erledigt=passwort`, 303);
}

export default function OwnPassword({ loaderData: { actKey }, actionData }: Route.ComponentProps) {
  const words = useWords('ownData');
  const to = usePaths();
  const problem = actionData?.problem;
  const isFormer = problem !== undefined && slugOf(problem) === 'credentials-wrong';
  const former = isFormer
    ? words('fault-formerPassword')
    : messageOf(problem, 'formerPassword') && words('fault-formerPassword');
  const fresh = messageOf(problem, 'password');
  const faults = [
    ...(former === undefined ? [] : [{ id: 'formerPassword', text: former }]),
    ...(fresh === undefined ? [] : [{ id: 'password', text: fresh }]),
  ];
  return (
    <OwnDataPage title={words('password')} lead={words('passwordLead')} error={faults.length > 0}>
      <div className="p-form">
        <ErrorSummary title={words('faults')} faults={faults} />
        {problem !== undefined && faults.length === 0 && (
          <Alert kind="warning" title={problem.title} announced />
        )}
        <Form method="post" noValidate className="p-form">
          <Acting actKey={actKey} />
          <TextField
            id="formerPassword"
            type="password"
            label={words('formerPassword')}
            autoComplete="current-password"
            error={former}
          />
          <TextField
            id="password"
            type="password"
            label={words('newPassword')}
            hint={words('newPasswordHint')}
            autoComplete="new-password"
            error={fresh}
          />
          <div className="p-actions">
            <Button>{words('passwordGo')}</Button>
            <LinkButton weight="tertiary" to={to('/meine-daten')}>
              {words('cancel')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </OwnDataPage>
  );
}
