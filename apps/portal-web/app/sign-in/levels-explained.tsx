import { useLanguage } from '../language';
import { useWords } from '../words/use-words';
import { choicesOf, type Level, type WayIn } from './choices';
import { useChoiceWords } from './choice-words';

/** What a level of assurance is, and by what each is reached in this city (R12, D14). */
export function LevelsExplained({
  ways,
  present,
  needed,
}: {
  readonly ways: readonly WayIn[];
  readonly present: Level;
  /** Where one is asked for. */
  readonly needed: Level | undefined;
}) {
  const words = useWords('session');
  const language = useLanguage();
  const wordsOf = useChoiceWords();
  const choices = choicesOf(ways);
  const levels = (['none', 'low', 'substantial', 'high'] as const).flatMap((level) => {
    const reaching = choices.filter((choice) => choice.level === level);
    const [first] = reaching;
    return first === undefined ? [] : [{ level, name: first.levelName[language], reaching }];
  });
  return (
    <section aria-labelledby="niveaus" className="p-stack">
      <h2 className="kern-heading-large" id="niveaus">
        {words('whatLevel')}
      </h2>
      <p className="p-prose">{words('whatLevelText')}</p>
      <dl className="kern-description-list">
        {levels.map(({ level, name, reaching }) => (
          <div className="kern-description-list-item" key={level}>
            <dt className="kern-description-list-item__key">{name}</dt>
            <dd className="kern-description-list-item__value">
              {reaching.map((choice) => wordsOf(choice).title).join(', ')}
              {level === present && (
                <>
                  {' – '}
                  <strong>{words('yours')}</strong>
                </>
              )}
              {level === needed && (
                <>
                  {' – '}
                  <strong>{words('neededHere')}</strong>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
