import type { Schema } from '#api-client';
import { useWords } from './words/use-words';

type Used = Pick<Schema<'ReachedLevelDto'>, 'method' | 'means'>;

/** How somebody signed in, in words: `BundID (Online-Ausweis)`. */
export function useMethodWords(): (used: Used) => string {
  const names = useWords('names');
  const session = useWords('session');
  return ({ method, means }) => {
    const name = names(`method-${method}`);
    return means === undefined
      ? name
      : session('withMeans', { method: name, means: names(`means-${means}`) });
  };
}
