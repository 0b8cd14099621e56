import { levelNames } from '#commands';
import { offeredMeans, type TenantConfiguration } from '#configuration';
import type { Language } from '#http';
import { reaches, type LevelOfAssurance, type Means, type SignInMethod } from '../domain/means';

/** A way to a higher level of the running session (D17 R14). */
export class StepUpWayDto {
  /** @example bundid */
  method!: SignInMethod;

  /** @example high */
  levelOfAssurance!: LevelOfAssurance;

  /**
   * The level in the words of the portal.
   * @example hoch
   */
  levelName!: string;

  /**
   * What can be used there for it.
   * @example ["eid", "smart-eid", "eidas"]
   */
  means!: readonly Means[];

  /**
   * Where it begins; add `returnTo`. The session goes on, and with it every draft.
   * @example /api/sign-in/bundid/start?purpose=step-up&level=high
   */
  start!: string;
}

/** The ways in of a city that reach a higher level than a session has, in the city's order, and what each of them takes. */
export function stepUpWays(
  tenant: TenantConfiguration,
  present: LevelOfAssurance,
  language: Language,
): readonly StepUpWayDto[] {
  const ways = new Map<string, StepUpWayDto>();
  for (const { method, means, level: levelOfAssurance } of offeredMeans(tenant)) {
    if (means === undefined || reaches(present, levelOfAssurance)) continue;
    const start = `/api/sign-in/${method}/start?purpose=step-up&level=${levelOfAssurance}`;
    const way = ways.get(start);
    const levelName = levelNames[levelOfAssurance][language];
    ways.set(start, {
      method,
      levelOfAssurance,
      levelName,
      means: [...(way?.means ?? []), means],
      start,
    });
  }
  return [...ways.values()];
}
