import type { LevelOfAssurance } from './means';

/** How long a session lasts, in seconds. */
export interface SessionLimits {
  /** From sign-in on. */
  readonly absoluteSeconds: number;
  /** Without any request. */
  readonly idleSeconds: number;
}

const minutes = 60;
const hours = 60 * minutes;

/**
 * The limits by level of assurance (TR-03160-1; BundID FAQ 7.5.3): the more a session can do, the sooner it ends.
 * Sessions that no identity proof stands behind (e-mail link, staff of the back-office) have those of the lowest level.
 */
export const sessionLimits = {
  none: { absoluteSeconds: 12 * hours, idleSeconds: 60 * minutes },
  low: { absoluteSeconds: 12 * hours, idleSeconds: 60 * minutes },
  substantial: { absoluteSeconds: 2 * hours, idleSeconds: 30 * minutes },
  high: { absoluteSeconds: 30 * minutes, idleSeconds: 5 * minutes },
} as const satisfies Record<LevelOfAssurance, SessionLimits>;
