import { Link } from 'react-router';
import { usePaths } from '../language';
import type { TopicTile } from './topics';

/** Topics as tiles with examples (R1a H1a N9). @param level of their headings */
export function TopicTiles({
  topics,
  level: Heading = 'h3',
}: {
  readonly topics: readonly TopicTile[];
  readonly level?: 'h2' | 'h3';
}) {
  const to = usePaths();
  return (
    <ul className="p-tiles">
      {topics.map(({ key, title, examples }) => (
        <li className="p-tile" key={key}>
          <Heading className="kern-heading-medium">
            <Link to={to(`/themen/${key}`)}>{title}</Link>
          </Heading>
          <p className="p-small p-muted">{examples.join(', ')}</p>
        </li>
      ))}
    </ul>
  );
}
