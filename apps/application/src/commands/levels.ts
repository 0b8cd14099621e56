/** The levels of assurance in the words of the portals (R12), and the means of sign-in that reaches each (D14, R10c). */
export const levels = {
  none: {
    name: { de: 'ohne Identitätsnachweis', en: 'identity not proven' },
    means: { de: 'jeder Anmeldung', en: 'any sign-in' },
  },
  low: {
    name: { de: 'niedrig', en: 'low' },
    means: { de: 'Benutzername und Passwort', en: 'user name and password' },
  },
  substantial: {
    name: { de: 'substanziell', en: 'substantial' },
    means: { de: 'einem ELSTER-Zertifikat', en: 'an ELSTER certificate' },
  },
  high: {
    name: { de: 'hoch', en: 'high' },
    means: {
      de: 'dem Online-Ausweis (Personalausweis, Aufenthaltstitel oder Unionsbürgerkarte) oder einer europäischen eID',
      en: 'an online ID card (identity card, residence permit or Union citizen card) or a European eID',
    },
  },
} as const;
