import { data, Form, redirect } from 'react-router';
import { Alert, Button, Crumbs, LinkButton } from '#ui';
import { acting, entered } from '../acting';
import type { Listed } from '../case-course';
import { answered } from '../claim.server';
import { useFrame } from '../frame';
import { pathIn, useLanguage, usePaths } from '../language';
import { ownPath, withQuery } from '../own-path';
import { Acting } from '../parts/acting';
import { CaseBadge } from '../parts/case-badge';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { Time } from '../parts/times';
import { found, problemOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/claim';

/** What was filed without signing in, and may be taken over (R10a). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  answered(visit, await accountOr(visit, request));
  const { items } = found(await visit.api.GET('/api/applications/claimable'));
  const taken = new URL(request.url).searchParams.get('uebernommen') ?? undefined;
  return { items: items.map((item) => ({ item, actKey: newKey() })), taken };
}

/** Takes one over, or puts the question off until the next sign-in. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const me = await sender(visit, form);
  if (entered(form, 'act') === 'later') {
    answered(visit, me);
    return redirect(ownPath(request) ?? pathIn(visit.language, '/'), 303);
  }
  const id = entered(form, 'application');
  const problem = problemOf(
    await visit.api.POST('/api/applications/{id}/claim', {
      params: { path: { id }, header: acting(form) },
    }),
  );
  if (problem) return data({ problem }, problem.status);
  return redirect(withQuery(pathIn(visit.language, '/antraege/uebernehmen'), { uebernommen: id }), 303);
}

export default function Claim({ loaderData: { items, taken }, actionData }: Route.ComponentProps) {
  const words = useWords('claim');
  const frame = useWords('frame');
  const to = usePaths();
  const listName = useFrame()?.city.listName[useLanguage()] ?? words('toList');
  const isEmpty = items.length === 0;
  const title = words(isEmpty && taken === undefined ? 'noneTitle' : 'title');
  return (
    <div className="p-container">
      <PageTitle error={actionData !== undefined}>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to('/antraege'), title: listName },
        ]}
        here={title}
      />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{title}</h1>
          {!isEmpty && <p className="p-lead">{words('lead')}</p>}
          {isEmpty && taken === undefined && <p>{words('noneText')}</p>}
        </div>
        {actionData && <Refusal problem={actionData.problem} level="h2" />}
        {taken !== undefined && (
          <Alert kind="success" title={words('done')} level="h2" announced>
            <p>
              <LinkButton weight="secondary" to={to(`/antraege/${taken}`)}>
                {words('toCase')}
              </LinkButton>
            </p>
          </Alert>
        )}
        {!isEmpty && (
          <>
            <ul className="p-list">
              {items.map(({ item, actKey }) => (
                <Claimable key={item.id} item={item} actKey={actKey} />
              ))}
            </ul>
            <Alert kind="info" title={words('means')} level="h2">
              <ul>
                <li>{words('meansHere')}</li>
                <li>{words('meansSame')}</li>
                <li>{words('meansLink')}</li>
                <li>{words('meansFinal')}</li>
              </ul>
            </Alert>
            <p className="p-muted">{words('notYours')}</p>
          </>
        )}
        <div className="p-actions">
          <LinkButton weight="tertiary" to={to('/antraege')}>
            {words('toList')}
          </LinkButton>
        </div>
      </div>
    </div>
  );
}

function Claimable({ item, actKey }: { readonly item: Listed; readonly actKey: string }) {
  const words = useWords('claim');
  const cases = useWords('cases');
  const { id, title, reference, status, payment, statusLabel, version, updatedAt } = item;
  return (
    <li className="p-row">
      <span className="p-row__title">{title}</span>
      <span className="p-meta">
        <span>{cases('reference', { reference })}</span>
        <Time at={updatedAt} />
      </span>
      <CaseBadge id={`st-${id}`} status={status} payment={payment} label={statusLabel} />
      <Form method="post" className="p-row__act">
        <Acting actKey={actKey} version={`"${version}"`} />
        <input type="hidden" name="application" value={id} />
        <Button weight="secondary" aria-label={words('takeOne', { title, reference })}>
          {words('take')}
        </Button>
      </Form>
    </li>
  );
}
