import type { StaffSchema } from '#api-client';
import { useWords } from '../words';

type Told = StaffSchema<'DeclaredOriginView'>;

const methods = ['bundid', 'servicekonto-nrw', 'email-link', 'google', 'local-account', 'oidc'] as const;
const levels = ['none', 'low', 'substantial', 'high'] as const;

/** Where an entry of a declaration comes from, and how far it was proven: bars for who looks, words for everybody. */
export function Origin({
  origin,
  isEntered,
}: {
  /** Absent for what was typed. */
  readonly origin: Told | undefined;
  /** By an office, of what came another way. */
  readonly isEntered: boolean;
}) {
  const words = useWords('case');
  if (origin === undefined) return <>{words(isEntered ? 'origin-office' : 'origin-typed')}</>;
  const { source, level = 'none', levelName, method } = origin;
  const way = methods.find((one) => one === method);
  return (
    <>
      <svg viewBox="0 0 12 10" className="b-level" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 4.5}
            y={9 - bar * 3}
            width="3"
            height={1 + bar * 3}
            fill="currentColor"
            opacity={levels.indexOf(level) >= bar ? 1 : 0.25}
          />
        ))}
      </svg>{' '}
      {way === undefined ? words(`origin-${source}`) : words(`origin-by-${way}`)}
      {levelName !== undefined && ` · ${levelName}`}
    </>
  );
}
