import { data, Form } from 'react-router';
import { Alert, Button, ErrorSummary, LinkButton, TextField } from '#ui';
import { acting, entered } from '../acting';
import { usePaths } from '../language';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { found, problemOf, slugOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-data-address';

/** The address that mail goes to is the person's own: it counts once its link was opened. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const me = await accountOr(visitOf(context), request);
  return { present: me.contactAddress, actKey: newKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const email = entered(form, 'email');
  const answer = await visit.api.POST('/api/me/contact-address', {
    headers: { ...acting(form) },
    body: { email },
  });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500)
    return data({ problem, email, sent: undefined }, { status: problem.status });
  return data({ problem: undefined, email, sent: found(answer).message });
}

export default function OwnDataAddress({
  loaderData: { present, actKey },
  actionData,
}: Route.ComponentProps) {
  const words = useWords('ownData');
  const to = usePaths();
  const problem = actionData?.problem;
  const isAsked = problem !== undefined && slugOf(problem) === 'eid-required-for-change';
  const fault = problem?.status === 400 ? words('fault-email') : undefined;
  const faults = fault === undefined ? [] : [{ id: 'email', text: fault }];
  const back = encodeURIComponent(to('/meine-daten/adresse'));
  return (
    <OwnDataPage title={words('addressTitle')} lead={words('addressLead')} error={fault !== undefined}>
      <div className="p-form">
        {actionData?.sent !== undefined && (
          <Alert kind="success" title={words('addressSent')} announced>
            <p>{actionData.sent}</p>
          </Alert>
        )}
        <ErrorSummary title={words('faults')} faults={faults} />
        {problem !== undefined && fault === undefined && (
          <Alert kind="warning" title={isAsked ? words('eidTitle') : problem.title} announced>
            {isAsked && (
              <p>
                <LinkButton weight="secondary" to={`${to('/anmelden/niveau')}?niveau=hoch&zurueck=${back}`}>
                  {words('eidGo')}
                </LinkButton>
              </p>
            )}
          </Alert>
        )}
        <Form method="post" noValidate className="p-form">
          <Acting actKey={actKey} />
          <TextField
            id="email"
            type="email"
            label={words('contactAddress')}
            hint={words('addressHint')}
            autoComplete="email"
            spellCheck={false}
            defaultValue={actionData?.email ?? present}
            error={fault}
          />
          <div className="p-actions">
            <Button>{words('addressGo')}</Button>
            <LinkButton weight="tertiary" to={to('/meine-daten')}>
              {words('backToData')}
            </LinkButton>
          </div>
        </Form>
      </div>
    </OwnDataPage>
  );
}
