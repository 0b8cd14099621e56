import { useFrame } from '../frame';
import { useWords } from '../words';
import { nameAt } from './name-at';

/** Who acted: a person's id, or `service:<name>`, and in which role. */
interface Actor {
  readonly personId: string;
  readonly role: string;
}

/** What people are called, by their ids; whom nobody knows (any more) is not in it. */
export type Names = Readonly<Record<string, string>>;

/** What an answer says of people. */
export interface Known {
  readonly names: Names;
  /** What colleagues were called before, the oldest name first, each until a moment. */
  readonly formerly?: Readonly<Record<string, readonly { readonly name: string; readonly until: string }[]>>;
  /** Nobody can say what people are called: identity does not answer. */
  readonly namesAway?: boolean;
}

/** Names for people in sentences: the reader is "Sie", and who is not known by name is told by what they are. */
export function usePeople({ names, formerly = {}, namesAway = false }: Known): {
  readonly nameOf: (id: string) => string;
  readonly actorIn: (actor: Actor) => string;
  /** Under which name somebody acted at a moment, and what they are called today where that differs. */
  readonly actorThen: (actor: Actor, at: string) => { readonly then: string; readonly today?: string };
} {
  const words = useWords('people');
  const me = useFrame()?.me?.personId;
  const nameOf = (id: string): string =>
    id === me ? words('you') : (names[id] ?? words(namesAway ? 'away' : 'unknown'));
  const actorIn = ({ personId, role }: Actor): string => {
    if (personId === me || names[personId] !== undefined) return nameOf(personId);
    if (role === 'citizen') return words('applicant');
    return words(role === 'service' || personId.startsWith('service:') ? 'portal' : 'office');
  };
  return {
    nameOf,
    actorIn,
    actorThen(actor, at) {
      const today = actorIn(actor);
      const then = nameAt(formerly[actor.personId], at) ?? today;
      return then === today ? { then } : { then, today };
    },
  };
}
