import {
  isAtLeast,
  meansInWords,
  offeredMeans,
  type OfferedMeans,
  type Service,
  type Tenant,
} from '#configuration';
import type { LevelOfAssurance } from '../../domain/means';

/** The ways in to a city that reach a level, by the means that a service takes. */
export function sufficientFor(
  city: Tenant,
  level: LevelOfAssurance,
  service?: Service,
): readonly OfferedMeans[] {
  return offeredMeans(city).filter(
    (offered) =>
      isAtLeast(offered.level, level) &&
      (service?.means === undefined ||
        (offered.means !== undefined && service.means.includes(offered.means))),
  );
}

/** What somebody is told whose level does not suffice: which one is needed, and what reaches it (R10d). */
export function needed(required: LevelOfAssurance, sufficient: readonly OfferedMeans[]) {
  const means = sufficient.flatMap((offered) => offered.means ?? []);
  return { required, sufficient, meansInWords: meansInWords(means) };
}
