import { data } from 'react-router';
import { Crumbs } from '#ui';
import { ServiceList } from '../catalogue/service-list';
import { lineOf } from '../catalogue/lines';
import { OtherServices } from '../catalogue/other-services';
import { cityOf } from '../city.server';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { Information } from '../parts/information';
import { found, notFound } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/topic';

export async function loader({ context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const topic = (await cityOf(visit)).topics.find(({ key }) => key === params.key);
  if (topic === undefined) throw data(notFound, { status: 404 });
  const answer = await visit.api.GET('/api/services', { params: { query: { topic: topic.key } } });
  const { items, otherServicesUrl } = found(answer);
  return {
    topic,
    otherServicesUrl,
    services: items.map((service) => lineOf(service, visit.language)),
  };
}

/** A topic with its services (R1a H1a N9). */
export default function Topic({ loaderData: { topic, services, otherServicesUrl } }: Route.ComponentProps) {
  const words = useWords('catalogue');
  const frame = useWords('frame');
  const language = useLanguage();
  const to = usePaths();
  const city = useFrame()?.city.name ?? '';
  const title = topic.title[language];
  return (
    <div className="p-container p-stack p-stack-l">
      <Information title={title} description={words('topicDescription', { title, city })} />
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          { to: to('/themen'), title: words('topics') },
        ]}
        here={title}
      />
      <h1 className="kern-heading-x-large">{title}</h1>
      {services.length === 0 ? (
        <p className="p-lead">{words('topicEmpty')}</p>
      ) : (
        <ServiceList services={services} />
      )}
      {otherServicesUrl !== undefined && <OtherServices url={otherServicesUrl} />}
    </div>
  );
}
