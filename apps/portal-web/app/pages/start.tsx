import { Link } from 'react-router';
import { LinkButton } from '#ui';
import { ServiceList } from '../catalogue/service-list';
import { letterOf, lineOf, mostWanted } from '../catalogue/lines';
import { Letters } from '../catalogue/letters';
import { OtherServices } from '../catalogue/other-services';
import { TopicTiles } from '../catalogue/topic-tiles';
import { topicsWithExamples } from '../catalogue/topics';
import { cityOf } from '../city.server';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { Information } from '../parts/information';
import { Search } from '../parts/search';
import { found } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/start';

export async function loader({ context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const [city, answer] = await Promise.all([cityOf(visit), visit.api.GET('/api/services')]);
  const { items, otherServicesUrl } = found(answer);
  const wanted = mostWanted(city, items).flatMap((key) => items.filter((service) => service.key === key));
  return {
    wanted: wanted.map((service) => lineOf(service, visit.language)),
    topics: topicsWithExamples(city.topics, items, visit.language),
    letters: [...new Set(items.map(({ title }) => letterOf(title[visit.language])))],
    otherServicesUrl,
  };
}

/** Everybody's first page. */
export default function Start({ loaderData }: Route.ComponentProps) {
  const { wanted, topics, letters, otherServicesUrl } = loaderData;
  const words = useWords('start');
  const frame = useFrame();
  const language = useLanguage();
  const to = usePaths();
  const city = frame?.city;
  return (
    <>
      <Information title={words('title')} description={words('description', { city: city?.name ?? '' })} />
      <div className="p-hero">
        <div className="p-container p-stack p-stack-l">
          <div className="p-stack">
            <h1 className="kern-heading-x-large">{words('heading')}</h1>
            <p className="p-lead">{words('lead')}</p>
          </div>
          <Search />
        </div>
      </div>
      <div className="p-container p-sections p-after-hero">
        {wanted.length > 0 && (
          <section aria-labelledby="gefragt" className="p-stack">
            <h2 className="kern-heading-large" id="gefragt">
              {words('wanted')}
            </h2>
            <ServiceList services={wanted} columns />
          </section>
        )}
        <section aria-labelledby="stand" className="p-box p-box--tint p-stack">
          <h2 className="kern-heading-medium" id="stand">
            {words('already')}
          </h2>
          <p className="p-prose">{words('alreadyText')}</p>
          <div className="p-actions">
            <LinkButton weight="secondary" to={to('/antraege')}>
              {city?.listName[language] ?? words('already')}
            </LinkButton>
          </div>
        </section>
        <section aria-labelledby="themen" className="p-stack">
          <h2 className="kern-heading-large" id="themen">
            {words('topics')}
          </h2>
          <TopicTiles topics={topics} />
        </section>
        <section aria-labelledby="a-z" className="p-stack">
          <h2 className="kern-heading-large" id="a-z">
            {words('aToZ')}
          </h2>
          <Letters letters={letters} />
          {otherServicesUrl !== undefined && <OtherServices url={otherServicesUrl} />}
        </section>
        <ForEverybody />
      </div>
    </>
  );
}

function ForEverybody() {
  const words = useWords('start');
  const to = usePaths();
  const video = useFrame()?.city.signLanguageVideo;
  const ways = [
    ['/leichte-sprache', words('easy'), words('easyText')],
    [
      '/gebaerdensprache',
      words('sign'),
      video ? words('signVideo', { count: video.minutes }) : words('signText'),
    ],
    ['/dienstleistungen#andere-wege', words('offline'), words('offlineText')],
  ] as const;
  return (
    <section aria-labelledby="zugang" className="p-stack">
      <h2 className="kern-heading-large" id="zugang">
        {words('access')}
      </h2>
      <ul className="p-tiles">
        {ways.map(([path, title, text]) => (
          <li className="p-tile" key={path}>
            <h3 className="kern-heading-medium">
              <Link to={to(path)}>{title}</Link>
            </h3>
            <p className="p-small">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
