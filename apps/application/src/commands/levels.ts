import { levelNames } from '#commands';
import type { LocalText } from '#http';
import { levelsOfAssurance, type LevelOfAssurance } from '../domain/application';

/** The levels of assurance in the words of the portals (R12), and the means of sign-in that reaches each (D14, R10c). */
export const levels = {
  none: {
    name: levelNames.none,
    means: { de: 'jeder Anmeldung', en: 'any sign-in' },
  },
  low: {
    name: levelNames.low,
    means: { de: 'Benutzername und Passwort', en: 'user name and password' },
  },
  substantial: {
    name: levelNames.substantial,
    means: { de: 'einem ELSTER-Zertifikat', en: 'an ELSTER certificate' },
  },
  high: {
    name: levelNames.high,
    means: {
      de: 'dem Online-Ausweis (Personalausweis, Aufenthaltstitel oder Unionsbürgerkarte) oder einer europäischen eID',
      en: 'an online ID card (identity card, residence permit or Union citizen card) or a European eID',
    },
  },
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

const meansNames: Readonly<Record<string, LocalText>> = {
  password: { de: 'Benutzername und Passwort', en: 'user name and password' },
  elster: { de: 'ELSTER-Zertifikat', en: 'ELSTER certificate' },
  eid: { de: 'Online-Ausweis', en: 'online ID card' },
  'smart-eid': { de: 'Smart-eID', en: 'Smart-eID' },
  eidas: { de: 'europäische eID', en: 'European eID' },
  fink: { de: 'FINK', en: 'FINK' },
  diia: { de: 'Diia', en: 'Diia' },
};

/** E.g. `Online-Ausweis, Smart-eID`. */
export function meansInWords(means: readonly string[]): LocalText {
  const words = (language: 'de' | 'en') => means.map((one) => meansNames[one]?.[language] ?? one).join(', ');
  return { de: words('de'), en: words('en') };
}
