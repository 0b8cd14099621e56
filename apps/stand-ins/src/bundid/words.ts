import type { Means } from '#saml-provider';
import type { Ending } from './answers';

export type Language = 'de' | 'en';

/** What the pages say. */
export const words: Readonly<Record<Language, Words>> = {
  de: {
    signIn: 'Anmelden',
    at: 'Bei',
    choose: 'Wer meldet sich an, und womit?',
    level: 'Mindestens nötig ist das Vertrauensniveau',
    nobody: 'Mit dem, was die Stadt zulässt, kann sich hier niemand anmelden.',
    change: 'Die Antwort verändern',
    lower: 'Vertrauensniveau, das gemeldet wird',
    asReached: 'wie erreicht',
    omit: 'Weglassen',
    otherwise: 'Oder die Anmeldung endet anders:',
    goOn: 'Weiter zur Stadt',
    back: 'Zurück zur Seite der Stadt',
    impossible: 'Die Anmeldung ist nicht möglich.',
    again: 'Bitte beginnen Sie noch einmal auf der Seite Ihrer Stadt.',
    standIn: 'Hier steht bei einer Stadt der echte Dienst. Alle Personen sind erfunden.',
    signedIn: 'Angemeldet ist',
    signOut: 'Abmelden',
    endings: {
      cancel: 'Abbrechen',
      'level-not-reached': 'Niveau nicht erreicht',
      fail: 'Technischer Fehler',
    },
    means: {
      Benutzername: 'Benutzername und Passwort',
      Elster: 'ELSTER',
      eID: 'Online-Ausweis',
      'Smart-eID': 'Smart-eID',
      eIDAS: 'Europäische ID',
      FINK: 'Nutzerkonto (FINK)',
      Diia: 'Diia',
    },
  },
  en: {
    signIn: 'Sign in',
    at: 'At',
    choose: 'Who signs in, and with what?',
    level: 'The level of assurance needed is at least',
    nobody: 'Nobody can sign in here with what the city accepts.',
    change: 'Change the answer',
    lower: 'Level of assurance that is told',
    asReached: 'as reached',
    omit: 'Leave out',
    otherwise: 'Or the sign-in ends in another way:',
    goOn: 'Continue to the city',
    back: "Back to the city's page",
    impossible: 'Signing in is not possible.',
    again: "Please begin again on your city's page.",
    standIn: 'At a city the real service stands here. All persons are invented.',
    signedIn: 'Signed in is',
    signOut: 'Sign out',
    endings: { cancel: 'Cancel', 'level-not-reached': 'Level not reached', fail: 'Technical error' },
    means: {
      Benutzername: 'User name and password',
      Elster: 'ELSTER',
      eID: 'Online ID card',
      'Smart-eID': 'Smart-eID',
      eIDAS: 'European ID',
      FINK: 'User account (FINK)',
      Diia: 'Diia',
    },
  },
};

interface Words {
  readonly signIn: string;
  readonly at: string;
  readonly choose: string;
  readonly level: string;
  readonly nobody: string;
  readonly change: string;
  readonly lower: string;
  readonly asReached: string;
  readonly omit: string;
  readonly otherwise: string;
  readonly goOn: string;
  readonly back: string;
  readonly impossible: string;
  readonly again: string;
  readonly standIn: string;
  readonly signedIn: string;
  readonly signOut: string;
  readonly endings: Readonly<Record<Ending, string>>;
  readonly means: Readonly<Record<Means, string>>;
}
