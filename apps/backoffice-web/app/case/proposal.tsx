import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';
import { NoticePaper } from './notice-paper';

/** A decision that a colleague is to approve: who proposed what, what became of it, and the notice that would go out. */
export function Proposal({ shown }: { readonly shown: Case }) {
  const words = useWords('case');
  const { nameOf } = usePeople(shown);
  const { proposal } = shown;
  if (proposal === undefined) return null;
  const { outcome, proposedBy, proposedAt, state, notice } = proposal;
  return (
    <section className="b-block" aria-labelledby="vorschlag">
      <div className="b-title">
        <h2 id="vorschlag">{words('proposal')}</h2>
        <span className="b-muted b-small">{words('onlyInside')}</span>
      </div>
      <p>
        <b>{words(`outcome-${outcome}`)}</b>{' '}
        <span className="b-muted">
          {words('proposedBy', { name: nameOf(proposedBy) })} <Time at={proposedAt} />
        </span>
      </p>
      <p className={state === 'waiting' ? undefined : 'b-strong'}>{words(`proposal-${state}`)}</p>
      {notice !== undefined && (
        <details>
          <summary>{words('proposedNotice')}</summary>
          <NoticePaper shown={shown} {...{ text: notice.text, legalRemedies: notice.legalRemedies }} />
        </details>
      )}
    </section>
  );
}
