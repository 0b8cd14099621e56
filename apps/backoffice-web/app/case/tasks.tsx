import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';
import { ActsBeside, useActsBeside } from './acts-beside';

/** What the office has still to do: open tasks, and on which day the case comes up again. Nobody outside sees it. */
export function Tasks({ shown }: { readonly shown: Case }) {
  const words = useWords('case');
  const { nameOf } = usePeople(shown);
  const { tasks = [], resubmission } = shown;
  const possible = useActsBeside('tasks', shown);
  if (tasks.length === 0 && resubmission === undefined && possible.length === 0) return null;
  return (
    <section className="b-block" aria-labelledby="aufgaben">
      <div className="b-title">
        <h2 id="aufgaben">{words('tasks')}</h2>
        <span className="b-muted b-small">{words('onlyInside')}</span>
      </div>
      <ActsBeside of={possible} shown={shown} />
      <ul className="b-plain">
        {tasks.map(({ entry, kind, assignedTo, dueOn, recipient, isOverdue }) => (
          <li key={entry}>
            {words(`task-${kind}`)}: {kind === 'external-advice' ? recipient : nameOf(assignedTo)}{' '}
            <span className="b-small b-muted">
              {words('entry', { number: entry })}
              {dueOn !== undefined && (
                <>
                  , {words('until')} <Time at={dueOn} form="weekdayShortest" />
                </>
              )}
              {kind === 'external-advice' && <>, {words('askedBy', { name: nameOf(assignedTo) })}</>}
            </span>
            {isOverdue === true && <span className="b-late"> {words('adviceOverdue')}</span>}
          </li>
        ))}
        {resubmission !== undefined && (
          <li>
            {words('resubmission')} <Time at={resubmission.on} form="weekdayShortest" />
          </li>
        )}
      </ul>
    </section>
  );
}
