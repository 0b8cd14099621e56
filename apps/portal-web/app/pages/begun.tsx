import { Alert, Button, LinkButton } from '#ui';
import { Form, redirect } from 'react-router';
import { hyphenated } from '../hyphenated';
import { pathIn, usePaths } from '../language';
import { Acting } from '../parts/acting';
import { PageTitle } from '../parts/page-title';
import { Time } from '../parts/times';
import { found } from '../problem';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/begun';

/** Somebody wants to begin what they have begun already: whether to go on with it. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const wanted = new URL(request.url).searchParams.get('dienst');
  const { items } = found(await visit.api.GET('/api/applications'));
  const drafts = items.filter(({ serviceKey, status }) => serviceKey === wanted && status === 'draft');
  const [latest] = drafts;
  if (latest === undefined) throw redirect(pathIn(visit.language, `/dienstleistungen/${wanted ?? ''}`));
  return { latest, actKey: newKey() };
}

export default function Begun({ loaderData: { latest, actKey } }: Route.ComponentProps) {
  const words = useWords('begin');
  const to = usePaths();
  return (
    <div className="p-container">
      <PageTitle>{words('begunTitle')}</PageTitle>
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{words('begunTitle')}</h1>
          <p className="p-lead">{hyphenated(latest.title)}</p>
        </div>
        <Alert kind="info" title={words('begunText')}>
          <p>
            {words('begunSaved')} <Time at={latest.updatedAt} />.
          </p>
        </Alert>
        <Form className="p-actions" method="post" action={to('/antraege')}>
          <Acting actKey={actKey} />
          <input type="hidden" name="serviceKey" value={latest.serviceKey} />
          <input type="hidden" name="another" value="1" />
          <LinkButton to={to(`/antraege/${latest.id}/formular`)}>{words('goOn')}</LinkButton>
          <Button weight="secondary">{words('another')}</Button>
        </Form>
      </div>
    </div>
  );
}
