import { levelNames } from '#commands';
import { offeredMeans, type TenantConfiguration } from '#configuration';
import type { Language } from '#http';
import { reaches, type LevelOfAssurance } from '../domain/means';
import type { StepUpWayDto } from './session.dto';

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
