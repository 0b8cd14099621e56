import { Link } from 'react-router';
import { found, usePaths } from '#pages';
import { VersionsTable } from '../configuration/versions-table';
import { useFrame } from '../frame';
import { PageTitle } from '../parts/page-title';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { useWords, type WordKey } from '../words';
import type { Route } from './+types/configuration';

/** What the files of the city say, and said. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  return found(await visit.api.GET('/api/configuration', {}));
}

const kinds = ['service', 'template', 'tenant'] as const;

/** The configuration of the city, to be read: it is changed as files alone, so that there is one source of truth. */
export default function Configuration({
  loaderData: { items, signIn, payment, refused },
}: Route.ComponentProps) {
  const words = useWords('configuration');
  const to = usePaths();
  const isOperator = useFrame()?.me?.roles.includes('operator') ?? false;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      <p className="b-muted">{words('about')}</p>
      {refused > 0 && (
        <p className="b-note">
          <span className="kern-icon kern-icon--warning" aria-hidden="true" />
          <span>
            {words('refused', { count: refused })}{' '}
            {isOperator && <Link to={to('/betrieb')}>{words('toOperation')}</Link>}
          </span>
        </p>
      )}
      <section aria-labelledby="wege" className="b-block">
        <h2 id="wege">{words('methods')}</h2>
        <dl className="b-methods">
          <div>
            <dt>{words('signIn')}</dt>
            <dd>{signIn.map(({ title }) => title).join(', ')}</dd>
          </div>
          <div>
            <dt>{words('payment')}</dt>
            <dd>
              {payment.length === 0
                ? words('noPayment')
                : payment.map((key) => words(`payment-${key}` as WordKey<'configuration'>)).join(', ')}
            </dd>
          </div>
        </dl>
      </section>
      {kinds.map((kind) => (
        <section key={kind} aria-labelledby={kind} className="b-block b-stack">
          <h2 id={kind}>{words(`kind-${kind}`)}</h2>
          <VersionsTable kind={kind} items={items.filter((item) => item.kind === kind)} />
        </section>
      ))}
    </main>
  );
}
