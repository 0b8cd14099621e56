import type { LocalizedText } from '#forms';
import type { OfferedMeans } from './means';
import type { Means, SignInMethod } from './types';

/** What people call the ways in (W8). */
export const methodNames: Readonly<Record<SignInMethod, LocalizedText>> = {
  bundid: { de: 'BundID', en: 'BundID' },
  'servicekonto-nrw': { de: 'Servicekonto.NRW', en: 'Servicekonto.NRW' },
  'email-link': { de: 'E-Mail-Link', en: 'e-mail link' },
  google: { de: 'Google-Konto', en: 'Google account' },
  'local-account': { de: 'Konto in diesem Portal', en: 'account in this portal' },
};

/** What people call the means of sign-in (D14, R10d). */
export const meansNames: Readonly<Record<Means, LocalizedText>> = {
  eid: { de: 'Online-Ausweis', en: 'online ID card' },
  'smart-eid': { de: 'Smart-eID im Smartphone', en: 'Smart-eID in a smartphone' },
  eidas: { de: 'europäische eID', en: 'European eID' },
  elster: { de: 'ELSTER-Zertifikat', en: 'ELSTER certificate' },
  fink: { de: 'Nutzerkonto eines Landes (FINK)', en: 'user account of a federal state (FINK)' },
  diia: { de: 'Diia (Ukraine)', en: 'Diia (Ukraine)' },
  password: { de: 'Benutzername und Passwort', en: 'user name and password' },
};

/** What is meant by a name, where somebody has to choose by it. */
const explained: typeof meansNames = {
  ...meansNames,
  eid: {
    de: 'Online-Ausweis (Personalausweis, Aufenthaltstitel oder Unionsbürgerkarte)',
    en: 'online ID card (identity card, residence permit or Union citizen card)',
  },
};

/** Ways in as people are told of them: `BundID – europäische eID, ELSTER-Zertifikat; E-Mail-Link`. */
export function waysInWords(offered: readonly OfferedMeans[]): LocalizedText {
  if (offered.length === 0) return { de: 'zurzeit keine Anmeldung', en: 'no way to sign in at present' };
  const inLanguage = (language: keyof LocalizedText) =>
    [...new Set(offered.map(({ method }) => method))]
      .map((method) => {
        const means = offered.flatMap((one) =>
          one.method === method && one.means !== undefined ? [explained[one.means][language]] : [],
        );
        return methodNames[method][language] + (means.length === 0 ? '' : ` – ${means.join(', ')}`);
      })
      .join('; ');
  return { de: inLanguage('de'), en: inLanguage('en') };
}

/** E.g. `Online-Ausweis, Smart-eID`. @param means stored ones may be of a former version, and stand for themselves then */
export function meansInWords(means: readonly string[]): LocalizedText {
  const names: Readonly<Record<string, LocalizedText | undefined>> = meansNames;
  const words = (language: keyof LocalizedText) =>
    [...new Set(means)].map((one) => names[one]?.[language] ?? one).join(', ');
  return { de: words('de'), en: words('en') };
}
