import { data } from 'react-router';
import { Crumbs } from '#ui';
import { ServiceList } from '../catalogue/service-list';
import { lineOf } from '../catalogue/lines';
import { OfficeContact } from '../catalogue/office-contact';
import { cityOf } from '../city.server';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { Information } from '../parts/information';
import { found, notFound } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/office';

export async function loader({ context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const office = (await cityOf(visit)).offices.find(({ key }) => key === params.key);
  if (office === undefined) throw data(notFound, { status: 404 });
  const answer = await visit.api.GET('/api/services', { params: { query: { office: office.key } } });
  return { office, services: found(answer).items.map((service) => lineOf(service, visit.language)) };
}

/** An office with its contact ways and its services (D6c). */
export default function OfficePage({ loaderData: { office, services } }: Route.ComponentProps) {
  const words = useWords('catalogue');
  const frame = useWords('frame');
  const language = useLanguage();
  const to = usePaths();
  const city = useFrame()?.city.name ?? '';
  const name = office.name[language];
  return (
    <div className="p-container p-sections">
      <Information title={name} description={words('officeDescription', { name, city })} />
      <div>
        <Crumbs
          label={frame('breadcrumb')}
          above={[
            { to: to('/'), title: frame('startPage') },
            { to: to('/dienstleistungen'), title: words('aToZ') },
          ]}
          here={name}
        />
        <div className="p-stack p-stack-l">
          <div className="p-stack">
            <h1 className="kern-heading-x-large">{name}</h1>
            <p className="p-lead">{city}</p>
          </div>
          <section aria-labelledby="kontakt" className="p-stack">
            <h2 className="kern-heading-large" id="kontakt">
              {words('reach')}
            </h2>
            <OfficeContact contact={office.contact} />
            <p className="p-prose">{words('appointments')}</p>
          </section>
        </div>
      </div>
      {services.length > 0 && (
        <section aria-labelledby="leistungen" className="p-stack">
          <h2 className="kern-heading-large" id="leistungen">
            {words('officeServices')}
          </h2>
          <ServiceList services={services} />
        </section>
      )}
    </div>
  );
}
