import { useState, useSyncExternalStore } from 'react';
import { Button } from '#ui';
import { useFrame, worksOnCases, type Me } from '../frame';
import { useWords, type WordKey } from '../words';
import { ChangeKeys } from './change-keys';
import { useKeyFor } from './use-own-keys';

type Line = readonly [keys: readonly string[], what: WordKey<'keys'>];

const isAuditor = ({ roles }: Me): boolean => roles.includes('auditor');

/** Where keys do something, for whom, and what. Letters are the usual ones; the others are the browser's own and stay. */
const groups: readonly {
  readonly where: WordKey<'keys'>;
  readonly isFor: (me: Me) => boolean;
  readonly lines: readonly Line[];
}[] = [
  {
    where: 'everywhere',
    isFor: worksOnCases,
    lines: [
      [['g', 'l'], 'goList'],
      [['g', 'e'], 'goIntake'],
      [['g', 'n'], 'goNames'],
      [['/'], 'search'],
      [['?'], 'overview'],
    ],
  },
  {
    where: 'inList',
    isFor: worksOnCases,
    lines: [
      [['j'], 'rowDown'],
      [['k'], 'rowUp'],
      [['Enter'], 'open'],
      [['Strg+Enter'], 'openTab'],
      [['x'], 'select'],
      [['X'], 'selectUpTo'],
      [['a'], 'takeSelected'],
      [['f'], 'releaseSelected'],
      [['z'], 'assignSelected'],
      [['Esc'], 'clear'],
    ],
  },
  {
    where: 'inCase',
    isFor: worksOnCases,
    lines: [
      [['j'], 'nextCase'],
      [['k'], 'caseBefore'],
      [['e'], 'decide'],
      [['u'], 'requestDocuments'],
      [['a'], 'assign'],
      [['z'], 'assignOther'],
      [['l'], 'forward'],
      [['f'], 'release'],
      [['n'], 'note'],
      [['s'], 'task'],
      [['w'], 'resubmit'],
      [['b'], 'correct'],
      [['m'], 'message'],
      [['Esc'], 'closePanel'],
    ],
  },
  {
    where: 'inAudit',
    isFor: isAuditor,
    lines: [
      [['/'], 'search'],
      [['j'], 'nextEvent'],
      [['k'], 'eventBefore'],
      [['Pos1'], 'firstEvent'],
      [['Ende'], 'lastEvent'],
      [['?'], 'overview'],
    ],
  },
  {
    where: 'everywhere',
    isFor: (me) => !worksOnCases(me) && !isAuditor(me),
    lines: [[['?'], 'overview']],
  },
];

/**
 * What can be done with single keys where the reader works, and the way to change them, for which a script is needed.
 * @param level of its headings: those below the heading of the page, or of the dialog
 */
export function KeysList({ level: Heading }: { readonly level: 'h2' | 'h3' }) {
  const words = useWords('keys');
  const keyFor = useKeyFor();
  const me = useFrame()?.me;
  const [isChanging, setChanging] = useState(false);
  const hasScript = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (isChanging) return <ChangeKeys done={() => setChanging(false)} />;
  return (
    <>
      <div className="b-keys">
        {groups
          .filter(({ isFor }) => me !== undefined && isFor(me))
          .map(({ where, lines }) => (
            <section key={where} aria-labelledby={`tasten-${where}`}>
              <Heading id={`tasten-${where}`}>{words(where)}</Heading>
              <dl>
                {lines.map(([names, what]) => (
                  <div key={what}>
                    <dt>{words(what)}</dt>
                    <dd>
                      {names.map((name, nth) => (
                        <kbd key={name}>{nth === 0 ? keyFor(name) : name}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
      {hasScript && (
        <Button type="button" weight="secondary" onClick={() => setChanging(true)}>
          {words('change')}
        </Button>
      )}
    </>
  );
}
