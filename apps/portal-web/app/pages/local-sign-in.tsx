import { data, Form, Link, redirect, redirectDocument } from 'react-router';
import { Button, LinkButton, TextField } from '#ui';
import { entered } from '../acting';
import { usePaths } from '../language';
import { EmailField } from '../local-account/email-field';
import { LocalAccountPage } from '../local-account/frame';
import { ownPath, withQuery } from '../own-path';
import { found, problemOf, slugOf } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/local-sign-in';

export function loader({ request }: Route.LoaderArgs) {
  return { back: ownPath(request) };
}

/** Signs in with e-mail address and password, and leads back (W9). */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const email = entered(form, 'email');
  const returnTo = ownPath(request);
  const body = { email, password: entered(form, 'password'), ...(returnTo !== undefined && { returnTo }) };
  const answer = await visit.api.POST('/api/sign-in/local-account', { body });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500)
    return data({ problem, email }, { status: problem.status });
  const { returnTo: next } = found(answer);
  return next.startsWith('/api/') ? redirectDocument(next, 303) : redirect(next, 303);
}

export default function LocalSignIn({ loaderData: { back }, actionData }: Route.ComponentProps) {
  const words = useWords('localAccount');
  const to = usePaths();
  const problem = actionData?.problem;
  const isWrong = problem !== undefined && ['credentials-wrong', 'invalid-input'].includes(slugOf(problem));
  const fault = isWrong ? words('wrong') : undefined;
  return (
    <LocalAccountPage
      title={words('signInTitle')}
      lead={words('signInLead')}
      back={back}
      faults={fault === undefined ? [] : [{ id: 'email', text: fault }]}
      problem={problem}
    >
      <Form method="post" noValidate className="p-form">
        <EmailField typed={actionData?.email} fault={fault} />
        <TextField id="password" type="password" label={words('password')} autoComplete="current-password" />
        <p>
          <Link
            className="p-link p-tap"
            to={withQuery(to('/anmelden/passwort-vergessen'), { zurueck: back })}
          >
            {words('forgotten')}
          </Link>
        </p>
        <div className="p-actions">
          <Button>{words('signIn')}</Button>
          <LinkButton weight="tertiary" to={withQuery(to('/anmelden/registrieren'), { zurueck: back })}>
            {words('register')}
          </LinkButton>
        </div>
      </Form>
    </LocalAccountPage>
  );
}
