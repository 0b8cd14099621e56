import { Crumbs } from '#ui';
import { TopicTiles } from '../catalogue/topic-tiles';
import { topicsWithExamples } from '../catalogue/topics';
import { cityOf } from '../city.server';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import { Information } from '../parts/information';
import { found } from '../problem';
import { visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/topics';

export async function loader({ context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const [city, answer] = await Promise.all([cityOf(visit), visit.api.GET('/api/services')]);
  return { topics: topicsWithExamples(city.topics, found(answer).items, visit.language) };
}

/** The topics as tiles (R1a H1a N9). */
export default function Topics({ loaderData: { topics } }: Route.ComponentProps) {
  const words = useWords('catalogue');
  const frame = useWords('frame');
  const to = usePaths();
  const city = useFrame()?.city.name ?? '';
  return (
    <div className="p-container p-stack p-stack-l">
      <Information title={words('topics')} description={words('topicsDescription', { city })} />
      <Crumbs
        label={frame('breadcrumb')}
        above={[{ to: to('/'), title: frame('startPage') }]}
        here={words('topics')}
      />
      <div className="p-stack">
        <h1 className="kern-heading-x-large">{words('topics')}</h1>
        <p className="p-lead">{words('topicsLead')}</p>
      </div>
      <TopicTiles topics={topics} level="h2" />
    </div>
  );
}
