import { levelNames } from '#commands';
import { levelsOfAssurance, type LevelOfAssurance } from '../domain/application';

/** The levels of assurance in the words of the portals (R12). */
export const levels = {
  none: { name: levelNames.none },
  low: { name: levelNames.low },
  substantial: { name: levelNames.substantial },
  high: { name: levelNames.high },
} as const;

/** Whether one level is at least another. */
export function reaches(present: LevelOfAssurance, required: LevelOfAssurance): boolean {
  return levelsOfAssurance.indexOf(present) >= levelsOfAssurance.indexOf(required);
}

/** The means that alone count for a service, and the level that each has reached. */
interface CountingMeans {
  readonly accepted: readonly string[];
  readonly present: Readonly<Record<string, LevelOfAssurance>>;
}

/** Whether a level was reached by a means that counts. */
export function isByAcceptedMeans({ accepted, present }: CountingMeans, required: LevelOfAssurance): boolean {
  return accepted.some((means) => reaches(present[means] ?? 'none', required) && means in present);
}
