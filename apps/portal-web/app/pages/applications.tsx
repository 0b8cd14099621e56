import { LinkButton } from '#ui';
import { Link } from 'react-router';
import { begin } from '../begin.server';
import { groupOf, isUpToYou, mayWait, nextStepOf, type Listed } from '../case-course';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { ListedRow } from '../parts/listed-row';
import { useLive } from '../parts/live';
import { PageTitle } from '../parts/page-title';
import { WaitingBox } from '../parts/waiting-box';
import { found } from '../problem';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { waitingOf, type Waiting } from '../waiting';
import { useWords } from '../words/use-words';
import type { Route } from './+types/applications';

/** So many that may wait for the person are looked at more closely: whoever has more sees the rest by their status. */
const mostLookedAt = 10;

/** "Meine offenen Anträge", under the name that the city gives it (D20, W14a, N5a, R28a, H5b). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const cursor = new URL(request.url).searchParams.get('ab');
  const query = cursor === null ? {} : { cursor };
  const [listed, claimable] = await Promise.all([
    visit.api.GET('/api/applications', { params: { query } }),
    me.guest === true ? undefined : visit.api.GET('/api/applications/claimable'),
  ]);
  const list = found(listed);
  const cases = await Promise.all(
    list.items
      .filter(mayWait)
      .slice(0, mostLookedAt)
      .map(({ id }) => visit.api.GET('/api/applications/{id}', { params: { path: { id } } })),
  );
  const waiting = cases
    .flatMap(({ data }) => (data && isUpToYou(nextStepOf(data)) ? [waitingOf(data)] : []))
    .sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
  return { list, waiting, isFirst: cursor === null, claimable: claimable?.data?.items.length ?? 0 };
}

/** Begins an application: the form stands on the page of the service. */
export async function action({ context, request }: Route.ActionArgs) {
  return begin(visitOf(context), await request.formData());
}

/** Until when it waits; what has no day comes last. */
const dayOf = ({ step }: Waiting): string => ('until' in step && step.until) || '9';

export default function Applications({ loaderData }: Route.ComponentProps) {
  const { list, waiting, isFirst, claimable } = loaderData;
  const words = useWords('cases');
  const to = usePaths();
  const name = useFrame()?.city.listName[useLanguage()] ?? list.listName;
  useLive('applications', 'payments');
  if (list.items.length === 0 && isFirst) return <Empty name={name} claimable={claimable} />;
  const waits = new Set(waiting.map(({ id }) => id));
  const rest = list.items.filter(({ id }) => !waits.has(id));
  const running = rest.filter(isIn('running'));
  return (
    <div className="p-container p-sections">
      <PageTitle>{name}</PageTitle>
      <div className="p-stack p-stack-l">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{name}</h1>
          <p className="p-lead">
            {waiting.length > 0 ? words('someWait', { count: waiting.length }) : words('noneWaits')}
            {running.length > 0 && ` ${words(waiting.length > 0 ? 'othersOurs' : 'allOurs')}`}
          </p>
        </div>
        {waiting.length > 0 && (
          <section className="p-stack" aria-labelledby="dran">
            <h2 className="kern-heading-large" id="dran">
              {words('waitingTitle')}
            </h2>
            <ul className="p-choice">
              {waiting.map((one, index) => (
                <WaitingBox key={one.id} waiting={one} isFirst={index === 0} />
              ))}
            </ul>
          </section>
        )}
      </div>
      {isFirst && <Claimable count={claimable} />}
      <Group id="entwuerfe" title={words('draftsTitle')} items={rest.filter(isIn('draft'))} />
      <Group id="laufend" title={words('runningTitle')} items={running} />
      <Group id="fertig" title={words('finishedTitle')} items={rest.filter(isIn('finished'))} />
      {(list.nextCursor !== undefined || !isFirst) && (
        <nav className="p-actions" aria-label={words('pages')}>
          {!isFirst && (
            <LinkButton weight="secondary" to={to('/antraege')}>
              {words('toNewest')}
            </LinkButton>
          )}
          {list.nextCursor !== undefined && (
            <LinkButton weight="secondary" to={`?ab=${encodeURIComponent(list.nextCursor)}`}>
              {words('older')}
            </LinkButton>
          )}
        </nav>
      )}
      <p>
        <Link className="p-link p-tap" to={to('/dokumente')}>
          {words('toDocuments')}
        </Link>
      </p>
    </div>
  );
}

const isIn = (group: ReturnType<typeof groupOf>) => (one: Listed) => groupOf(one) === group;

function Group({
  id,
  title,
  items,
}: {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Listed[];
}) {
  if (items.length === 0) return null;
  return (
    <section className="p-stack" aria-labelledby={id}>
      <h2 className="kern-heading-large" id={id}>
        {title}
      </h2>
      <ul className="p-list">
        {items.map((item) => (
          <ListedRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

/** What was filed without signing in stands beside the list until it is taken over (R10a). */
function Claimable({ count }: { readonly count: number }) {
  const words = useWords('claim');
  const to = usePaths();
  if (count === 0) return null;
  return (
    <section className="p-box p-box--tint p-stack p-form" aria-labelledby="uebernehmen">
      <h2 className="kern-heading-medium" id="uebernehmen">
        {words('offerTitle', { count })}
      </h2>
      <p>{words('offerText')}</p>
      <div className="p-actions">
        <LinkButton weight="secondary" to={to('/antraege/uebernehmen')}>
          {words('look')}
        </LinkButton>
      </div>
    </section>
  );
}

function Empty({ name, claimable }: { readonly name: string; readonly claimable: number }) {
  const words = useWords('cases');
  const to = usePaths();
  return (
    <div className="p-container">
      <PageTitle>{name}</PageTitle>
      <div className="p-form">
        <h1 className="kern-heading-x-large">{name}</h1>
        <div className="p-box p-box--tint p-stack p-box--roomy">
          <h2 className="kern-heading-medium">{words('emptyTitle')}</h2>
          <p>{words('emptyText')}</p>
          <div className="p-actions">
            <LinkButton to={to('/dienstleistungen')}>{words('findService')}</LinkButton>
          </div>
        </div>
        <Claimable count={claimable} />
        {claimable === 0 && <p className="p-prose">{words('emptyElsewhere')}</p>}
      </div>
    </div>
  );
}
