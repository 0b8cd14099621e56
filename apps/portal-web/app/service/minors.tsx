import { useFrame } from '../frame';
import { useWords } from '../words/use-words';

/** Whose matters these may be, where a city's accounts have a minimum age (W5). */
export function ForMinors() {
  const words = useWords('service');
  const age = useFrame()?.city.signInRules?.minimumAge;
  if (age === undefined) return null;
  return (
    <section aria-labelledby="minderjaehrige" className="p-prose">
      <h2 className="kern-heading-large" id="minderjaehrige">
        {words('minors')}
      </h2>
      <p>{words('minorsText', { age })}</p>
    </section>
  );
}
