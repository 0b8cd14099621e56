import { defineProblems, type LocalText } from '#http';
import type { LevelOfAssurance } from './domain/events';

/** The levels of assurance in the words of the portals (R12), and the means of sign-in that reaches each (D14, R10c). */
const levels: Readonly<Record<LevelOfAssurance, { readonly name: LocalText; readonly means: LocalText }>> = {
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
};

/** What the refusals of the Antrag mean to people. The slugs are the codes of the decider. */
export const applicationProblems = defineProblems({
  'person-unknown': {
    status: 401,
    title: {
      de: 'Ihr Konto ist hier nicht mehr bekannt.',
      en: 'Your account is no longer known here.',
    },
    detail: {
      de: 'Es wurde nichts abgesendet. Bitte melden Sie sich ab und neu an; finden Sie Ihren Entwurf dann nicht, beginnen Sie den Antrag bitte neu.',
      en: 'Nothing was submitted. Please sign out and sign in again; if you do not find your draft then, please begin the application anew.',
    },
  },
  'form-invalid': {
    status: 422,
    title: { de: 'Der Antrag ist noch nicht vollständig.', en: 'The application is not complete yet.' },
    detail: {
      de: 'Welche Angaben fehlen oder nicht stimmen, steht in „errors“.',
      en: '“errors” lists what is missing or wrong.',
    },
  },
  'review-required': {
    status: 409,
    title: {
      de: 'Bitte prüfen Sie Ihre Angaben vor dem Absenden.',
      en: 'Please review your entries before you submit.',
    },
    detail: {
      de: 'Rufen Sie …/review ab und senden Sie dessen declarationHash und warningAcknowledged: true mit.',
      en: 'Read …/review and send its declarationHash and warningAcknowledged: true.',
    },
  },
  'reviewed-form-changed': {
    status: 409,
    title: {
      de: 'Die Angaben wurden nach der Prüfung geändert.',
      en: 'The entries were changed after they were reviewed.',
    },
    detail: { de: 'Bitte prüfen Sie sie noch einmal.', en: 'Please review them again.' },
  },
  'payment-required': {
    status: 409,
    title: {
      de: 'Dieser Antrag gilt erst als gestellt, wenn die Gebühr bezahlt ist.',
      en: 'This application counts as filed only once its fee is paid.',
    },
    detail: {
      de: 'Die Zahlung fehlt; der Betrag steht in „fee“.',
      en: 'The payment is missing; “fee” says how much.',
    },
  },
  'level-of-assurance-too-low': {
    status: 409,
    title: {
      de: 'Für diesen Antrag reicht Ihr Vertrauensniveau nicht aus.',
      en: 'Your level of assurance is too low for this application.',
    },
    detail: {
      de: 'Nötig ist das Niveau „{requiredLevel}“: Melden Sie sich dafür über die BundID mit {means} an. Ihre jetzige Anmeldung hat das Niveau „{presentLevel}“. Ihr Entwurf bleibt erhalten.',
      en: 'This needs the level “{requiredLevel}”: sign in through BundID with {means}. Your present session has the level “{presentLevel}”. Your draft is kept.',
    },
    words: ({ required, present }) => {
      const { name: requiredLevel, means } = levels[required as LevelOfAssurance];
      return { requiredLevel, means, presentLevel: levels[present as LevelOfAssurance].name };
    },
  },
  'documents-missing': {
    status: 409,
    title: { de: 'Es fehlen noch Unterlagen.', en: 'Documents are still missing.' },
    detail: {
      de: 'Solange Unterlagen nachgefordert sind, kann nicht bewilligt werden.',
      en: 'Nothing can be granted while documents are requested.',
    },
  },
  'legal-remedies-missing': {
    status: 409,
    title: { de: 'Die Rechtsbehelfsbelehrung fehlt.', en: 'The information on legal remedies is missing.' },
    detail: {
      de: 'Ohne sie beträgt die Widerspruchsfrist ein Jahr statt eines Monats (§ 58 Abs. 2 VwGO).',
      en: 'Without it the period for objecting is one year instead of one month (VwGO § 58(2)).',
    },
  },
  'own-application': {
    status: 409,
    title: {
      de: 'Niemand bearbeitet einen eigenen Antrag.',
      en: 'Nobody works on an application of their own.',
    },
    detail: {
      de: 'Bitte geben Sie den Vorgang ab (§ 20 VwVfG).',
      en: 'Please hand the case on (VwVfG § 20).',
    },
  },
  'assigns-only-to-self': {
    status: 409,
    title: {
      de: 'Andere Personen weist nur die Amtsleitung zu.',
      en: 'Only the head of office assigns cases to others.',
    },
  },
  'notice-not-provided': {
    status: 409,
    title: {
      de: 'Der Bescheid ist noch nicht im Postfach bereitgestellt.',
      en: 'The notice is not in the mailbox yet.',
    },
    detail: {
      de: 'Bitte versuchen Sie es in einigen Sekunden wieder.',
      en: 'Please try again in a few seconds.',
    },
  },
  'no-such-entry': {
    status: 409,
    title: { de: 'Diesen Eintrag gibt es nicht.', en: 'There is no such entry.' },
    detail: { de: 'Der Vorgang hat {entries} Einträge.', en: 'The case has {entries} entries.' },
  },
});
