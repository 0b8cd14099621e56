import { Link } from 'react-router';
import { ServiceList } from '../catalogue/service-list';
import { byLetter, lineOf } from '../catalogue/lines';
import { Letters } from '../catalogue/letters';
import { OtherServices } from '../catalogue/other-services';
import { OtherWays } from '../catalogue/other-ways';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { Information } from '../parts/information';
import { Search } from '../parts/search';
import { found } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/services';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { api, language } = visitOf(context);
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  const answer = await api.GET('/api/services', { params: { query: query === '' ? {} : { query } } });
  const { items, nearly = false, otherServicesUrl } = found(answer);
  return { query, nearly, otherServicesUrl, services: items.map((service) => lineOf(service, language)) };
}

/** All services A–Z, or what a search finds (R1a H1a N9). */
export default function Services({ loaderData }: Route.ComponentProps) {
  const { query, nearly, services, otherServicesUrl } = loaderData;
  const words = useWords('catalogue');
  const city = useFrame()?.city.name ?? '';
  const isSearch = query !== '';
  const title = isSearch ? words('searchTitle', { query }) : words('aToZ');
  return (
    <div className="p-container p-sections">
      <Information title={title} description={words('listDescription', { city })} />
      {isSearch && <meta name="robots" content="noindex" />}
      <div className="p-stack p-stack-l">
        <h1 className="kern-heading-x-large">{title}</h1>
        <Search key={query} query={query} />
        {isSearch ? (
          <Results query={query} nearly={nearly} count={services.length} />
        ) : (
          <p className="p-lead">{words('listLead', { count: services.length })}</p>
        )}
      </div>
      {isSearch ? services.length > 0 && <ServiceList services={services} /> : <AToZ services={services} />}
      {otherServicesUrl !== undefined && <OtherServices url={otherServicesUrl} />}
      <OtherWays />
    </div>
  );
}

/** How much was found, and what to do where nothing was. */
function Results({
  query,
  nearly,
  count,
}: {
  readonly query: string;
  readonly nearly: boolean;
  readonly count: number;
}) {
  const words = useWords('catalogue');
  const to = usePaths();
  if (count === 0)
    return (
      <div className="p-prose" role="status">
        <p className="p-lead">{words('nothingFound', { query })}</p>
        <p>
          {words('nothingFoundHint')} <Link to={to('/themen')}>{words('toTopics')}</Link>
        </p>
      </div>
    );
  return (
    <p className="p-lead" role="status">
      {words(nearly ? 'foundNearly' : 'found', { query, count })}
    </p>
  );
}

function AToZ({ services }: { readonly services: Route.ComponentProps['loaderData']['services'] }) {
  const groups = byLetter(services, useLanguage());
  return (
    <div className="p-stack p-stack-l">
      <Letters letters={groups.map(([letter]) => letter)} />
      {groups.map(([letter, group]) => (
        <section key={letter} aria-labelledby={letter} className="p-stack p-anchor">
          <h2 className="kern-heading-large" id={letter} tabIndex={-1}>
            {letter}
          </h2>
          <ServiceList services={group} />
        </section>
      ))}
    </div>
  );
}
