import { Button, TextField } from '#ui';
import { data, Form } from 'react-router';
import { acting, entered } from '../acting';
import { pathIn } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { ProofOfWork } from '../parts/proof-of-work';
import { Refusal } from '../parts/refusal';
import { found, problemOf } from '../problem';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/follow';

/** A link by mail that leads back to what was begun or filed without an account, in any browser (R10a). */
export async function loader({ context }: Route.LoaderArgs) {
  const { api, mayBeSignedIn } = visitOf(context);
  const me = mayBeSignedIn ? (await api.GET('/api/me')).data : undefined;
  const challenge = me === undefined ? found(await api.GET('/api/sign-in/challenge')) : undefined;
  return { challenge, actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { api, language } = visitOf(context);
  const form = await request.formData();
  const [email, proofOfWork] = [entered(form, 'email').trim(), entered(form, 'proofOfWork')];
  const returnTo = pathIn(language, '/antraege');
  const answer =
    entered(form, 'fremd') === ''
      ? await api.POST('/api/me/follow-link', {
          headers: { 'X-CSRF-Token': acting(form)['X-CSRF-Token'] },
          body: { email, returnTo },
        })
      : await api.POST('/api/sign-in/follow-link', { body: { email, proofOfWork, returnTo } });
  const problem = problemOf(answer);
  if (problem) return data({ problem, email, sent: false }, problem.status);
  return data({ problem: undefined, email, sent: true });
}

export default function Follow({ loaderData: { challenge, actKey }, actionData }: Route.ComponentProps) {
  const words = useWords('guest');
  const isSent = actionData?.sent === true;
  return (
    <div className="p-container">
      <PageTitle error={actionData?.problem !== undefined}>{words('followTitle')}</PageTitle>
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words(isSent ? 'followSent' : 'followTitle')}</h1>
          <p className="p-lead">{words(isSent ? 'followSentText' : 'followText')}</p>
        </div>
        {actionData?.problem && <Refusal problem={actionData.problem} level="h2" />}
        {!isSent && (
          <Form className="p-stack p-stack-l" method="post">
            <Acting actKey={actKey} />
            {challenge && <input type="hidden" name="fremd" value="1" />}
            <TextField
              id="email"
              name="email"
              type="email"
              label={words('email')}
              hint={words('emailHint')}
              autoComplete="email"
              maxLength={254}
              defaultValue={actionData?.email}
            />
            {challenge && <ProofOfWork challenge={challenge} />}
            <div className="p-actions">
              <Button>{words('sendLink')}</Button>
            </div>
          </Form>
        )}
      </div>
    </div>
  );
}
