import { data, Form } from 'react-router';
import { Alert, Button, LinkButton } from '#ui';
import { entered } from '../acting';
import { usePaths } from '../language';
import { EmailField } from '../local-account/email-field';
import { LocalAccountPage } from '../local-account/frame';
import { ownPath, withQuery } from '../own-path';
import { found, problemOf } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/forgotten-password';

export function loader({ request }: Route.LoaderArgs) {
  return { back: ownPath(request) };
}

/** Has a link sent with which another password is set; the answer is the same whether there is an account or not. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const email = entered(await request.formData(), 'email');
  const returnTo = ownPath(request);
  const body = { email, ...(returnTo !== undefined && { returnTo }) };
  const answer = await visit.api.POST('/api/sign-in/local-account/password-links', { body });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500)
    return data({ problem, email, sent: undefined }, { status: problem.status });
  return data({ problem: undefined, email, sent: found(answer).message });
}

export default function ForgottenPassword({ loaderData: { back }, actionData }: Route.ComponentProps) {
  const words = useWords('localAccount');
  const to = usePaths();
  const problem = actionData?.problem;
  const fault = problem?.status === 400 ? words('fault-email') : undefined;
  const toSignIn = withQuery(to('/anmelden/konto'), { zurueck: back });
  if (actionData?.sent !== undefined)
    return (
      <LocalAccountPage title={words('mailSent')} back={back}>
        <Alert kind="success" title={words('mailSent')} level="p" announced>
          <p>{actionData.sent}</p>
        </Alert>
        <div className="p-actions">
          <LinkButton weight="secondary" to={toSignIn}>
            {words('toSignIn')}
          </LinkButton>
        </div>
      </LocalAccountPage>
    );
  return (
    <LocalAccountPage
      title={words('forgottenTitle')}
      lead={words('forgottenLead')}
      back={back}
      faults={fault === undefined ? [] : [{ id: 'email', text: fault }]}
      problem={problem}
    >
      <Form method="post" noValidate className="p-form">
        <EmailField typed={actionData?.email} fault={fault} />
        <div className="p-actions">
          <Button>{words('sendLink')}</Button>
          <LinkButton weight="tertiary" to={toSignIn}>
            {words('toSignIn')}
          </LinkButton>
        </div>
      </Form>
    </LocalAccountPage>
  );
}
