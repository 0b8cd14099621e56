import { Form, redirect } from 'react-router';
import { found, pathIn, usePaths } from '#pages';
import { Button } from '#ui';
import { Integrity } from '../audit/integrity';
import { PageTitle } from '../parts/page-title';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';
import type { Route } from './+types/audit';

/** Whether the records of the city hold, as the witness saw it last. @throws redirect to the case that is asked for */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const asked = new URL(request.url).searchParams.get('vorgang')?.trim() ?? '';
  if (asked !== '') throw redirect(pathIn(visit.language, `/pruefung/${encodeURIComponent(asked)}`));
  return { report: found(await visit.api.GET('/api/audit/integrity', {})) };
}

/** Where an auditor begins: is it true, and which case is it about? */
export default function Audit({ loaderData: { report } }: Route.ComponentProps) {
  const words = useWords('audit');
  const keyFor = useKeyFor();
  const to = usePaths();
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      <Integrity report={report} />
      <Form action={to('/pruefung')} role="search" className="b-row">
        <label className="b-field">
          <span className="kern-icon kern-icon--search" aria-hidden="true" />
          <span className="kern-sr-only">{words('search')}</span>
          <input
            type="search"
            name="vorgang"
            placeholder={words('searchHint')}
            maxLength={60}
            autoComplete="off"
            aria-keyshortcuts={keyFor('/')}
          />
          <kbd aria-hidden="true">{keyFor('/')}</kbd>
        </label>
        <Button>{words('open')}</Button>
      </Form>
      <p className="b-muted b-small">{words('recorded')}</p>
    </main>
  );
}
