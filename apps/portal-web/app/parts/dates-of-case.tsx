import type { Case } from '../case-course';
import { useWords } from '../words/use-words';
import { useDates } from './times';

/** The target date and the statutory period, never one figure, each with its reason (law 4). */
export function DatesOfCase({ shown: { clock } }: { readonly shown: Case }) {
  const words = useWords('oneCase');
  const { weekday } = useDates();
  if (clock === undefined || clock.ended) return null;
  const { target, statutoryPeriod } = clock;
  if (target === undefined && statutoryPeriod === undefined) return null;
  return (
    <details className="p-details">
      <summary>{words('howDates')}</summary>
      <dl className="p-stack">
        {target && (
          <div>
            <dt>{words('targetIs', { on: weekday(target.on) })}</dt>
            <dd>{target.reason}</dd>
          </div>
        )}
        {statutoryPeriod && (
          <div>
            <dt>
              {'until' in statutoryPeriod
                ? words('lawUntil', { on: weekday(statutoryPeriod.until) })
                : words('lawWaits')}
            </dt>
            <dd>{statutoryPeriod.reason}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
