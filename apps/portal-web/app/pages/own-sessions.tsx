import { data, Form, Link, redirect } from 'react-router';
import { Alert, Badge, Button } from '#ui';
import type { Schema } from '#api-client';
import { acting, entered } from '../acting';
import { pathIn, usePaths } from '../language';
import { useMethodWords } from '../method-words';
import { OwnDataPage } from '../own-data/page';
import { Acting } from '../parts/acting';
import { useLevelWords } from '../parts/level-words';
import { Time } from '../parts/times';
import { found, problemOf, versionOf } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-sessions';

/** Where one is signed in, and when one was. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await accountOr(visit, request);
  const query = new URL(request.url).searchParams;
  const before = Number(query.get('vor')) || undefined;
  const [sessions, history] = await Promise.all([
    visit.api.GET('/api/me/sessions'),
    visit.api.GET('/api/me/sign-ins', { params: { query: { before, limit: 20 } } }),
  ]);
  return {
    sessions: found(sessions).items,
    version: versionOf(sessions),
    history: found(history),
    done: query.get('erledigt') ?? undefined,
    actKey: newKey(),
  };
}

/** Ends one session, or all others. */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const session = entered(form, 'session') || undefined;
  const params = { header: acting(form), query: { session } };
  const answer = await visit.api.DELETE('/api/me/sessions', { params });
  const problem = problemOf(answer);
  if (problem !== undefined && problem.status < 500) return data({ problem }, { status: problem.status });
  found(answer);
  return redirect(`${pathIn(visit.language, '/meine-daten/anmeldungen')}?erledigt=beendet`, 303);
}

export default function OwnSessions({ loaderData, actionData }: Route.ComponentProps) {
  const { sessions, version, history, done, actKey } = loaderData;
  const words = useWords('ownData');
  const to = usePaths();
  const others = sessions.filter(({ current }) => !current);
  return (
    <OwnDataPage
      title={words('sessions')}
      lead={words('sessionsLead')}
      done={done === 'beendet' ? words('done-ended') : undefined}
    >
      {actionData && (
        <Alert kind="warning" title={words('stale')} announced>
          <p>{words('sessionsStale')}</p>
        </Alert>
      )}
      <section className="p-stack" aria-labelledby="jetzt">
        <h2 className="kern-heading-large" id="jetzt">
          {words('sessionsNow')}
        </h2>
        <ul className="p-list">
          {sessions
            .toSorted((one, other) => Number(other.current) - Number(one.current))
            .map((session) => (
              <SessionRow key={session.id} session={session} version={version} actKey={actKey} />
            ))}
        </ul>
        {others.length > 1 && (
          <Form method="post">
            <Acting version={version} actKey={actKey} />
            <Button weight="secondary">{words('endOthers')}</Button>
          </Form>
        )}
      </section>
      <section className="p-stack" aria-labelledby="frueher">
        <h2 className="kern-heading-large" id="frueher">
          {words('history')}
        </h2>
        <ul className="p-list">
          {history.items.map((entry) => (
            <HistoryRow key={`${entry.at} ${entry.what}`} entry={entry} />
          ))}
        </ul>
        {history.earlierBefore !== undefined && (
          <p>
            <Link
              className="p-link p-tap"
              to={`${to('/meine-daten/anmeldungen')}?vor=${history.earlierBefore}#frueher`}
            >
              {words('earlier')}
            </Link>
          </p>
        )}
      </section>
    </OwnDataPage>
  );
}

function SessionRow({
  session,
  version,
  actKey,
}: {
  readonly session: Schema<'OwnSessionDto'>;
  readonly version: string;
  readonly actKey: string;
}) {
  const words = useWords('ownData');
  const levelWords = useLevelWords();
  const method = useMethodWords()(session);
  const { id, current, levelOfAssurance, levelName, signedInAt, lastUsedAt } = session;
  return (
    <li className="p-row">
      <span className="p-row__title">{method}</span>
      <span className="p-meta">
        <span>{levelWords(levelOfAssurance, levelName)}</span>
        <span>
          {words('signedInAt')} <Time at={signedInAt} />
        </span>
        <span>
          {words('lastUsed')} <Time at={lastUsedAt} />
        </span>
      </span>
      {current ? (
        <Badge kind="info">{words('thisSession')}</Badge>
      ) : (
        <Form method="post" className="p-row__act">
          <Acting version={version} actKey={actKey} />
          <input type="hidden" name="session" value={id} />
          <Button weight="secondary">{words('endSession')}</Button>
        </Form>
      )}
    </li>
  );
}

function HistoryRow({ entry }: { readonly entry: Schema<'SignInEntryDto'> }) {
  const words = useWords('ownData');
  const names = useWords('names');
  const { at, what, method, means, levelName, current, applicationId } = entry;
  const to = usePaths();
  return (
    <li>
      <span className="p-row__title">{words(`what-${what}`)}</span>
      <span className="p-meta">
        <Time at={at} />
        {method !== undefined && <span>{names(`method-${method}`)}</span>}
        {means !== undefined && means !== 'email-link' && means !== 'openid' && (
          <span>{names(`means-${means}`)}</span>
        )}
        {levelName !== undefined && <span>{levelName}</span>}
        {applicationId !== undefined && (
          <Link className="p-link" to={to(`/antraege/${applicationId}`)}>
            {words('application')}
          </Link>
        )}
        {current && <span>{words('thisSession')}</span>}
      </span>
    </li>
  );
}
