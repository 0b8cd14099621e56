import { useFrame } from '../frame';
import { useWords } from '../words';

/** Who acted: a person's id, or `service:<name>`, and in which role. */
interface Actor {
  readonly personId: string;
  readonly role: string;
}

/** What people are called, by their ids; whom nobody knows (any more) is not in it. */
export type Names = Readonly<Record<string, string>>;

/** Names for people in sentences: the reader is "Sie", and who is not known by name is told by what they are. */
export function usePeople(names: Names = {}): {
  readonly nameOf: (id: string) => string;
  readonly actorIn: (actor: Actor) => string;
} {
  const words = useWords('people');
  const me = useFrame()?.me?.personId;
  const nameOf = (id: string): string => (id === me ? words('you') : (names[id] ?? words('unknown')));
  return {
    nameOf,
    actorIn({ personId, role }) {
      if (personId === me || names[personId] !== undefined) return nameOf(personId);
      if (role === 'citizen') return words('applicant');
      return words(role === 'service' || personId.startsWith('service:') ? 'portal' : 'office');
    },
  };
}
