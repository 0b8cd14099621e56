import type { Schema } from '#api-client';
import { useWords } from '../words/use-words';

/** For whom an application is, where the one who acts does not file for themselves (law 7); nothing where they do. */
export function ForWhom({ represents }: { readonly represents: Schema<'Represents'> | undefined }) {
  const words = useWords('behalf');
  if (represents === undefined) return null;
  return <p>{words(`for-${represents.relation}`, { name: nameOf(represents.person) })}</p>;
}

function nameOf(person: Schema<'Concerned'> = {}): string {
  const { organisation, givenName = '', familyName = '' } = person;
  return organisation ?? `${givenName} ${familyName}`.trim();
}
