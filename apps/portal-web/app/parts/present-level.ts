import { useEffect, useState } from 'react';
import type { Schema } from '#api-client';

type Session = Schema<'SessionDto'>;

/** When a session or one of its levels ends if nothing happens, in milliseconds since 1970. */
export const endOf = ({
  expiresAt,
  idleUntil,
}: {
  readonly expiresAt: string;
  readonly idleUntil: string;
}): number => Math.min(Date.parse(expiresAt), Date.parse(idleUntil));

/** The level that a session has now: when one has run out, the next lower one holds, also on a page that is open for long. */
export function usePresentLevel(session: Session): {
  readonly level: Session['levelOfAssurance'];
  readonly levelName: string;
  readonly isHighest: boolean;
} {
  // The server has just told it; the browser's clock counts from then on.
  const [fallen, setFallen] = useState(0);
  const { levels, stepUp = [] } = session;
  useEffect(() => {
    setFallen(0);
    const timers = levels
      .slice(0, -1)
      .map((level, index) =>
        window.setTimeout(() => setFallen(index + 1), Math.max(0, endOf(level) - Date.now())),
      );
    return () => timers.forEach((timer) => window.clearTimeout(timer));
  }, [levels]);
  const present = levels[Math.min(fallen, levels.length - 1)] ?? session;
  return {
    level: present.levelOfAssurance,
    levelName: present.levelName,
    isHighest: stepUp.length === 0 && fallen === 0,
  };
}
