import type { LocalText } from '#http';

const meansNames: Readonly<Record<string, LocalText>> = {
  password: { de: 'Benutzername und Passwort', en: 'user name and password' },
  elster: { de: 'ELSTER-Zertifikat', en: 'ELSTER certificate' },
  eid: { de: 'Online-Ausweis', en: 'online ID card' },
  'smart-eid': { de: 'Smart-eID', en: 'Smart-eID' },
  eidas: { de: 'europäische eID', en: 'European eID' },
  fink: { de: 'FINK', en: 'FINK' },
  diia: { de: 'Diia', en: 'Diia' },
};

/** Means of identification in the words of the portals, each once, e.g. `Online-Ausweis, Smart-eID`. */
export function meansInWords(means: readonly string[]): LocalText {
  const words = (language: keyof LocalText) =>
    [...new Set(means)].map((one) => meansNames[one]?.[language] ?? one).join(', ');
  return { de: words('de'), en: words('en') };
}
