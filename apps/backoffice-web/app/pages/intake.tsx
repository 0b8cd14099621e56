import { Link } from 'react-router';
import { found, usePaths, useLasting } from '#pages';
import { ChooseService } from '../intake/choose-service';
import { IntakeForm } from '../intake/intake-form';
import { enter } from '../intake/intake.server';
import { PageTitle } from '../parts/page-title';
import { signedInOr } from '../signed-in.server';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/intake';

/** What is entered: the service, once it is chosen, and whose account it is, where the page of a person led here. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await signedInOr(visit, request);
  const search = new URL(request.url).searchParams;
  const key = search.get('dienst') ?? '';
  const [services, service, person] = await Promise.all([
    visit.api.GET('/api/services', {}),
    key === '' ? undefined : visit.api.GET('/api/services/{key}', { params: { path: { key } } }),
    accountIn(visit, search.get('person')),
  ]);
  return {
    services: found(services).items.filter(({ office }) => me.offices.includes(office)),
    service: service && found(service),
    person,
    actKey: newKey(),
  };
}

async function accountIn({ api }: ReturnType<typeof visitOf>, id: string | null) {
  if (id === null) return undefined;
  const { names } = found(await api.GET('/api/persons/{id}', { params: { path: { id } } }));
  return { id, name: names[id] };
}

export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const key = new URL(request.url).searchParams.get('dienst') ?? '';
  return enter(
    visit,
    request,
    found(await visit.api.GET('/api/services/{key}', { params: { path: { key } } })),
  );
}

/** What came by post, phone, mail or in person begins a case (D6a, W4). */
export default function Intake({ loaderData, actionData: sent }: Route.ComponentProps) {
  const actionData = useLasting(sent);
  const words = useWords('intake');
  const to = usePaths();
  const { services, service, person, actKey } = loaderData;
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-stack">
      <PageTitle error={actionData?.problem !== undefined}>{words('title')}</PageTitle>
      <div className="b-head">
        <h1>{words('title')}</h1>
        <span className="b-muted">{words('about')}</span>
      </div>
      <p className="b-muted">
        {words('toCase')} <Link to={to('/vorgaenge')}>{words('toList')}</Link>
      </p>
      <ChooseService services={services} chosen={service?.key} person={person?.id} />
      {service !== undefined && (
        <IntakeForm key={service.key} service={service} person={person} posted={actionData} actKey={actKey} />
      )}
    </main>
  );
}
