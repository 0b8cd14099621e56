import { Alert, Button, Crumbs, LinkButton } from '#ui';
import { data, Form, redirect } from 'react-router';
import { acting, entered } from '../acting';
import { pathIn, useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { ProofOfWork } from '../parts/proof-of-work';
import { Refusal } from '../parts/refusal';
import { found, problemOf } from '../problem';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/without-account';

/** Beginning without an account (R10a W7): what that means, before anything is filled in. */
export async function loader({ context, params: { key } }: Route.LoaderArgs) {
  const { api, language } = visitOf(context);
  const [service, challenge] = await Promise.all([
    api.GET('/api/services/{key}', { params: { path: { key } } }).then(found),
    api.GET('/api/sign-in/challenge').then(found),
  ]);
  if (service.filing.signIn === 'required') throw redirect(pathIn(language, `/dienstleistungen/${key}`));
  const { title, filing, signatureOnPaper } = service;
  return { ...{ title, filing, signatureOnPaper: signatureOnPaper === true }, challenge, actKey: newKey() };
}

export async function action({ context, request, params: { key } }: Route.ActionArgs) {
  const { api, language } = visitOf(context);
  const form = await request.formData();
  const admitted = await api.POST('/api/sign-in/guest', {
    body: { serviceKey: key, proofOfWork: entered(form, 'proofOfWork') },
  });
  const refused = problemOf(admitted);
  if (refused) return data({ problem: refused }, refused.status);
  const begun = await api.POST('/api/applications', {
    params: { header: { ...acting(form), 'X-CSRF-Token': found(admitted).csrfToken } },
    body: { serviceKey: key },
  });
  const problem = problemOf(begun);
  if (problem) return data({ problem }, problem.status);
  return redirect(pathIn(language, `/antraege/${found(begun).id}/formular`));
}

export default function WithoutAccount({
  loaderData: { title, filing, signatureOnPaper, challenge, actKey },
  actionData,
  params: { key },
}: Route.ComponentProps) {
  const words = useWords('guest');
  const frame = useWords('frame');
  const to = usePaths();
  const name = title[useLanguage()];
  return (
    <div className="p-container">
      <PageTitle error={actionData !== undefined}>{words('title')}</PageTitle>
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to(`/dienstleistungen/${key}`), title: name },
        ]}
        here={words('title')}
      />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('title')}</h1>
          <p className="p-lead">{name}</p>
        </div>
        {actionData && <Refusal problem={actionData.problem} level="h2" />}
        <Alert kind="info" title={words('means')}>
          <ul>
            <li>{words('onlyHere')}</li>
            <li>{words('byLink')}</li>
            {signatureOnPaper && <li>{words('signature')}</li>}
            {filing.signIn === 'optional' && <li>{words('orSignIn')}</li>}
          </ul>
        </Alert>
        <Form className="p-stack" method="post">
          <Acting actKey={actKey} />
          <ProofOfWork challenge={challenge} />
          <div className="p-actions">
            <Button>{words('begin')}</Button>
            {filing.signIn === 'optional' && (
              <LinkButton
                weight="secondary"
                to={`${to('/anmelden')}?zurueck=${encodeURIComponent(to(`/dienstleistungen/${key}`))}&fuer=${key}`}
              >
                {words('signIn')}
              </LinkButton>
            )}
          </div>
        </Form>
      </div>
    </div>
  );
}
