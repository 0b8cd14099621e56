import { levelNames } from '#commands';

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
