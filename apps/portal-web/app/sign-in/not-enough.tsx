import { Link } from 'react-router';
import type { Schema } from '#api-client';
import { useLanguage, usePaths } from '../language';
import { withQuery } from '../own-path';
import { useWords } from '../words/use-words';
import type { Choice } from './choices';
import { useChoiceWords } from './choice-words';

/** What does not suffice for the service, why, and that one may sign in by it all the same and step up later (D17). */
export function NotEnough({
  choices,
  back,
  service,
}: {
  readonly choices: readonly Choice[];
  readonly back: string | undefined;
  readonly service: Schema<'ServiceDemands'> | undefined;
}) {
  const words = useWords('signIn');
  const language = useLanguage();
  const to = usePaths();
  const wordsOf = useChoiceWords();
  if (choices.length === 0 || service === undefined) return null;
  return (
    <section aria-labelledby="nicht" className="p-prose">
      <h2 className="kern-heading-medium" id="nicht">
        {words('notEnough')}
      </h2>
      <ul>
        {choices.map((choice) => (
          <li key={choice.id}>
            <strong>{wordsOf(choice).title}</strong>{' '}
            {words('reachesOnly', {
              level: choice.levelName[language],
              needed: service.levelName[language],
            })}
          </li>
        ))}
      </ul>
      <p>
        {words('laterMore')}{' '}
        <Link to={withQuery(to('/anmelden'), { zurueck: back })}>{words('allWays')}</Link>
      </p>
    </section>
  );
}
