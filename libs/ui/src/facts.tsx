import type { ReactNode } from 'react';

/** One answer of the first look at a matter. */
export interface Fact {
  readonly term: string;
  readonly value: ReactNode;
  /** Why, or since when. */
  readonly more?: ReactNode;
}

/** The first three answers: who has to act, until when, when it is done; or fee, duration, level. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="p-facts">
      {facts.map(({ term, value, more }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {value}
            {more !== undefined && <span>{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
