import { data, Form, Link, redirect } from 'react-router';
import { acting, entered, found, pathIn, problemOf, usePaths, withQuery, useLasting } from '#pages';
import { Button } from '#ui';
import { AlertList } from '../alerts/alert-list';
import { boxes, Choices, kinds } from '../alerts/choices';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { Refusal } from '../parts/refusal';
import { sender, signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/alerts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const cursor = new URL(request.url).searchParams.get('ab') ?? undefined;
  const [told, settings] = await Promise.all([
    visit.api.GET('/api/alerts', { params: { query: { limit: 50, ...(cursor && { cursor }) } } }),
    visit.api.GET('/api/alerts/settings', {}),
  ]);
  return { told: found(told), settings: found(settings), isLater: cursor !== undefined, actKey: newKey() };
}

/** Marks what was told as read, or keeps of what somebody wants to be told how. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const sent = { headers: { ...acting(form) } };
  const applicationId = entered(form, 'vorgang');
  const chosen = (name: string) => kinds.filter((kind) => form.getAll(name).includes(kind));
  const answer =
    entered(form, 'was') === 'auswahl'
      ? await visit.api.PUT('/api/alerts/settings', {
          ...sent,
          body: {
            switchedOff: kinds.filter((kind) => !chosen(boxes.here).includes(kind)),
            byMail: chosen(boxes.mail),
          },
        })
      : await visit.api.POST('/api/alerts/read', {
          ...sent,
          body: { until: entered(form, 'bis'), ...(applicationId !== '' && { applicationId }) },
        });
  const problem = problemOf(answer);
  if (problem !== undefined) return data({ problem }, problem.status);
  return redirect(pathIn(visit.language, '/hinweise'));
}

/** What a caseworker is told: what has happened to their cases without them. */
export default function Alerts({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const { told, settings, isLater, actKey } = loaderData;
  const words = useWords('alerts');
  const to = usePaths();
  const [latest] = told.items;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <div className="b-head">
        <h1>{words('title')}</h1>
        <span>{told.unread === 0 ? words('noneUnread') : words('unread', { count: told.unread })}</span>
        {told.unread > 0 && latest !== undefined && !isLater && (
          <Form method="post" action={to('/hinweise')} preventScrollReset>
            <Acting actKey={actKey} />
            <input type="hidden" name="bis" value={latest.at} />
            <Button weight="secondary">{words('readAll')}</Button>
          </Form>
        )}
      </div>
      {actionData !== undefined && <Refusal problem={actionData.problem} />}
      {told.items.length === 0 ? (
        <div className="b-empty">
          <h2>{words('nothing')}</h2>
          <p className="b-muted">{words('nothingText')}</p>
        </div>
      ) : (
        <AlertList items={told.items} actKey={actKey} />
      )}
      <p className="b-row">
        {isLater && <Link to={to('/hinweise')}>{words('latest')}</Link>}
        {told.nextCursor !== undefined && (
          <Link to={withQuery(to('/hinweise'), { ab: told.nextCursor })}>{words('earlier')}</Link>
        )}
      </p>
      <section aria-labelledby="auswahl" className="b-block b-stack">
        <h2 id="auswahl">{words('choices')}</h2>
        <Choices key={JSON.stringify(settings)} settings={settings} actKey={actKey} />
      </section>
    </main>
  );
}
