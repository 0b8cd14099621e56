import { Alert, Badge, Crumbs } from '#ui';
import { cityOf } from '../city.server';
import { useFrame } from '../frame';
import { hyphenated } from '../hyphenated';
import { useLanguage, usePaths } from '../language';
import { Information } from '../parts/information';
import { Time } from '../parts/times';
import { found } from '../problem';
import { ApplyBox } from '../service/apply-box';
import { OtherChannels } from '../service/channels';
import { Course } from '../service/course';
import { Documents } from '../service/documents';
import { ForMinors } from '../service/minors';
import { Responsible } from '../service/responsible';
import { ServiceFacts } from '../service/service-facts';
import { WhatEidNeeds } from '../service/what-eid-needs';
import { needsEid } from '../service/demands';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/service';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const { key } = params;
  const preview = new URL(request.url).searchParams.get('preview') ?? undefined;
  const [service, ways, city] = await Promise.all([
    visit.api
      .GET('/api/services/{key}', {
        params: { path: { key }, query: preview === undefined ? {} : { preview } },
      })
      .then(found),
    visit.api.GET('/api/sign-in', { params: { query: { service: key } } }),
    cityOf(visit),
  ]);
  // Its form is no matter of this page, and long.
  const { form: _, ...shown } = service;
  const topic = city.topics.find((one) => one.key === service.topics[0]);
  return { service: shown, ways: ways.data?.items ?? [], topic, actKey: newKey() };
}

/** One service: what it is, what it takes, and how one begins (R6 H7); readable by everybody. */
export default function ServicePage({ loaderData: { service, ways, topic, actKey } }: Route.ComponentProps) {
  const words = useWords('service');
  const frame = useWords('frame');
  const language = useLanguage();
  const to = usePaths();
  const city = useFrame()?.city;
  const title = service.title[language];
  return (
    <div className="p-container">
      <Information title={title} description={words('description', { title, city: city?.name ?? '' })} />
      {service.offer === 'preview' && <meta name="robots" content="noindex" />}
      <Crumbs
        label={frame('breadcrumb')}
        above={[
          { to: to('/'), title: frame('startPage') },
          ...(topic === undefined ? [] : [{ to: to(`/themen/${topic.key}`), title: topic.title[language] }]),
        ]}
        here={title}
      />
      <div className="p-cols p-cols--service">
        <div className="p-stack p-stack-l">
          <OfferAlert service={service} />
          <div className="p-stack">
            {needsEid(service) && (
              <div className="p-badges">
                <Badge kind="info" icon="account-circle">
                  {words(service.eidPerApplication ? 'eidSign' : 'eidLevel')}
                </Badge>
              </div>
            )}
            <h1 className="kern-heading-x-large">{hyphenated(title)}</h1>
            <p className="p-lead">{service.description[language]}</p>
          </div>
          <ServiceFacts service={service} />
        </div>
        <aside className="p-sticky" aria-labelledby="online">
          <ApplyBox service={service} ways={ways} actKey={actKey} />
        </aside>
        <div className="p-sections">
          <Documents service={service} />
          {needsEid(service) && <WhatEidNeeds service={service} ways={ways} />}
          <Course service={service} />
          <ForMinors />
          <Responsible office={service.responsibleOffice} />
          <OtherChannels service={service} />
        </div>
      </div>
    </div>
  );
}

/** That one cannot apply now, and when (R4, validity). */
function OfferAlert({ service: { offer, validFrom, validUntil } }: { readonly service: Shown }) {
  const words = useWords('service');
  if (offer === 'not-yet' && validFrom !== undefined)
    return (
      <Alert kind="info" title={words('notYetTitle')}>
        <p>
          {words('notYetText')} <Time at={validFrom} form="weekday" />.
        </p>
      </Alert>
    );
  if (offer === 'ended' && validUntil !== undefined)
    return (
      <Alert kind="warning" title={words('endedTitle')}>
        <p>
          {words('endedText')} <Time at={validUntil} form="day" />. {words('endedMore')}
        </p>
      </Alert>
    );
  if (offer === 'preview')
    return (
      <Alert kind="info" title={words('previewTitle')}>
        <p>{words('previewText')}</p>
      </Alert>
    );
  return null;
}

type Shown = Route.ComponentProps['loaderData']['service'];
