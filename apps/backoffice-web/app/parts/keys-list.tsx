import { useWords, type WordKey } from '../words';

/** Each key, and what it does; by the pages on which it does so. */
const keys: readonly (readonly [keys: readonly string[], what: WordKey<'keys'>])[] = [
  [['j', 'k'], 'rows'],
  [['Enter'], 'open'],
  [['Strg+Enter'], 'openTab'],
  [['/'], 'search'],
  [['g', 'l'], 'list'],
  [['e'], 'decide'],
  [['u'], 'requestDocuments'],
  [['a', 'z'], 'assign'],
  [['l'], 'forward'],
  [['f'], 'release'],
  [['n'], 'note'],
  [['s'], 'task'],
  [['w'], 'resubmit'],
  [['b'], 'correct'],
  [['m'], 'message'],
  [['Esc'], 'closePanel'],
  [['?'], 'overview'],
];

/** What can be done with single keys. */
export function KeysList() {
  const words = useWords('keys');
  return (
    <dl className="b-keys">
      {keys.map(([names, what]) => (
        <div key={what}>
          <dt>{words(what)}</dt>
          <dd>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
