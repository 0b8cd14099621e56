import type { Schema } from '#api-client';
import { useWords } from './words/use-words';

type Session = Schema<'OwnSessionDto'>;

/** How somebody signed in, in words: `BundID (Online-Ausweis)`. */
export function useMethodWords(): (used: {
  readonly method: Session['method'];
  readonly means?: Session['means'];
}) => string {
  const names = useWords('names');
  const session = useWords('session');
  return ({ method, means }) => {
    const name = names(`method-${method}`);
    // Where there is nothing to choose, the way in says everything.
    if (means === undefined || means === 'email-link' || means === 'openid') return name;
    return session('withMeans', { method: name, means: names(`means-${means}`) });
  };
}
