import { useEffect, useState } from 'react';
import type { StaffSchema } from '#api-client';
import { useFrame } from '../frame';
import { usePeople } from '../parts/people';
import { Time } from '../parts/times';
import { useWords } from '../words';

/** So often a page that is looked at says that it is open, in ms. */
const againMs = 60_000;

type Presences = StaffSchema<'PresencesView'>;

/** Who else has the case open, and since when. It keeps nobody from anything; without script nobody is told, and nobody tells. */
export function Presence({ id }: { readonly id: string }) {
  const words = useWords('case');
  const csrfToken = useFrame()?.me?.csrfToken;
  const [others, setOthers] = useState<Presences>();
  const { nameOf } = usePeople(others ?? { names: {} });
  useEffect(() => {
    if (csrfToken === undefined) return;
    const leaving = new AbortController();
    const tell = (method: 'PUT' | 'DELETE', init: RequestInit = {}): Promise<Response> =>
      fetch(`/api/applications/${id}/presence`, { ...init, method, headers: { 'X-CSRF-Token': csrfToken } });
    const say = async (): Promise<void> => {
      if (document.visibilityState === 'hidden') return;
      try {
        const answer = await tell('PUT', { signal: leaving.signal });
        setOthers(answer.ok ? ((await answer.json()) as Presences) : undefined);
      } catch {
        // Nobody misses it: it is said again in a minute.
      }
    };
    void say();
    const timer = window.setInterval(() => void say(), againMs);
    const shown = (): void => void say();
    document.addEventListener('visibilitychange', shown);
    return () => {
      leaving.abort();
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', shown);
      void tell('DELETE', { keepalive: true }).catch(() => undefined);
    };
  }, [id, csrfToken]);
  return (
    <p className="b-presences b-muted b-small" role="status">
      {others?.items.map(({ personId, since }) => (
        <span key={personId} className="b-presence">
          {words('alsoOpen', { name: nameOf(personId) })} <Time at={since} form="clock" />
        </span>
      ))}
    </p>
  );
}
