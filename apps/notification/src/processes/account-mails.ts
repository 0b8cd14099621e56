import type { ContractData, ContractEventType } from '#contracts';
import { DAY, english, german, nobodyIsTold, type Mail } from './mail';

type AccountEventType = Extract<ContractEventType, `identity.${string}`>;

/** A link that somebody who is signed in has asked for; valid for an hour. */
const link = {
  importance: 'action',
  to: ({ linkId }: { readonly linkId: string }) => ({ linkId }),
  usefulMinutes: 60,
  urgent: false,
} as const;

const notAskedFor = {
  de: 'Der Link gilt nur einmal und nur für kurze Zeit. Wenn Sie das nicht waren, löschen Sie diese E-Mail bitte; es geschieht dann nichts.',
  en: 'The link works once and for a short time only. If that was not you, please delete this e-mail; nothing will happen then.',
};

/** The mails about signing in and one's account: links that were asked for, and what the person has to know if it was not them. */
export const accountMails = {
  'identity.SignInLinkRequested': {
    kind: 'sign-in-link',
    importance: 'action',
    to: ({ linkId }) => ({ linkId }),
    usefulMinutes: 15,
    urgent: true,
    de: german(
      'Ihr Anmeldelink',
      'jetzt anmelden:',
      'Der Link gilt nur einmal und nur für kurze Zeit. Wenn Sie ihn nicht angefordert haben, löschen Sie diese E-Mail bitte; es geschieht dann nichts.',
    ),
    en: english(
      'your sign-in link',
      'sign in now:',
      'The link works once and for a short time only. If you did not ask for it, please delete this e-mail; nothing will happen then.',
    ),
  },
  'identity.GuestLinkRequested': {
    kind: 'guest-link',
    importance: 'action',
    to: ({ linkId }) => ({ linkId }),
    usefulMinutes: 24 * 60,
    urgent: true,
    de: german(
      'Ihr Link ins Serviceportal',
      'hier geht es zurück zu dem, was Sie ohne Anmeldung begonnen haben:',
      'Der Link gilt nur einmal und 24 Stunden lang; danach können Sie im Serviceportal einen neuen anfordern. Wenn Sie ihn nicht angefordert haben, löschen Sie diese E-Mail bitte; es geschieht dann nichts.',
    ),
    en: english(
      'your link to the service portal',
      'this leads back to what you began without signing in:',
      'The link works once and for 24 hours; after that you can ask for a new one in the service portal. If you did not ask for it, please delete this e-mail; nothing will happen then.',
    ),
  },
  'identity.NamesRead': nobodyIsTold,
  'identity.PersonRegistered': nobodyIsTold,
  'identity.PersonRecorded': nobodyIsTold,
  'identity.SignedIn': nobodyIsTold,
  'identity.SignedOut': nobodyIsTold,
  'identity.ConsentGiven': nobodyIsTold,
  'identity.ConsentWithdrawn': nobodyIsTold,
  'identity.SteppedUp': nobodyIsTold,
  // Whoever did it: the person notices when it was somebody else.
  'identity.WayInAdded': {
    kind: 'way-in-added',
    importance: 'action',
    to: ({ personId }) => ({ recipientId: personId }),
    page: '/meine-daten',
    usefulMinutes: 5 * DAY,
    urgent: false,
    de: german(
      'Neue Anmeldung für Ihr Konto',
      'zu Ihrem Konto ist eine weitere Art der Anmeldung hinzugekommen. Welche es ist, sehen Sie im Serviceportal:',
      'Wenn Sie das nicht selbst waren, melden Sie sich bitte bei uns.',
    ),
    en: english(
      'a new way to sign in to your account',
      'your account can now be reached by another way to sign in. You see in the service portal which one it is:',
      'If that was not you, please contact us.',
    ),
  },
  'identity.ContactAddressConfirmed': nobodyIsTold,
  // What comes with it, a new way in, is told.
  'identity.MovedFrom': nobodyIsTold,
  'identity.MovedInto': nobodyIsTold,
  'identity.PersonErased': nobodyIsTold,
  'identity.HandOverAgreed': nobodyIsTold,
  'identity.HandOverWithdrawn': nobodyIsTold,
  'identity.ContactAddressGiven': {
    ...link,
    kind: 'confirm-address',
    de: german(
      'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      'unter dieser Adresse möchten Sie Post von uns bekommen. Bitte bestätigen Sie sie hier, wo Sie angemeldet sind:',
      notAskedFor.de,
    ),
    en: english(
      'please confirm your e-mail address',
      'you would like to get our mail at this address. Please confirm it here, where you are signed in:',
      notAskedFor.en,
    ),
  },
  // Told here alone: who is signed in does not learn whether an address has an account (W5).
  'identity.AddressFoundInUse': {
    ...link,
    kind: 'address-in-use',
    de: german(
      'Zu dieser E-Mail-Adresse gibt es schon ein Konto',
      'diese Adresse wurde für ein weiteres Konto angegeben. Es gibt mit ihr schon ein Konto, und jedes hat seine eigene. Wenn Sie das waren, melden Sie sich bitte mit dem vorhandenen an:',
      notAskedFor.de,
    ),
    en: english(
      'there is an account with this e-mail address already',
      'this address was given for another account. There is an account with it already, and each has its own. If that was you, please sign in with the existing one:',
      notAskedFor.en,
    ),
  },
  'identity.MoveProofRequested': {
    ...link,
    kind: 'move-account',
    de: german(
      'Mit Ihrem Konto zur BundID umziehen',
      'Sie möchten Ihr Konto vom Servicekonto.NRW zur BundID umziehen. Bitte bestätigen Sie das hier, in dem Browser, in dem Sie mit der BundID angemeldet sind:',
      notAskedFor.de,
    ),
    en: english(
      'move your account to BundID',
      'you would like to move your account from Servicekonto.NRW to BundID. Please confirm it here, in the browser in which you are signed in with BundID:',
      notAskedFor.en,
    ),
  },
  'identity.RegistrationRequested': {
    ...link,
    kind: 'confirm-registration',
    usefulMinutes: DAY,
    de: german(
      'Bitte bestätigen Sie Ihre Registrierung',
      'mit dieser Adresse wurde ein Konto im Serviceportal angelegt. Bitte bestätigen Sie es hier mit Ihrem Passwort:',
      'Der Link gilt 24 Stunden; danach löschen wir, was eingegeben wurde. Wenn Sie das nicht waren, müssen Sie nichts tun.',
    ),
    en: english(
      'please confirm your registration',
      'an account in the service portal was set up with this address. Please confirm it here with your password:',
      'The link is valid for 24 hours; then we delete what was entered. If that was not you, you need not do anything.',
    ),
  },
  // Told here alone: who registers does not learn whether an address has an account.
  'identity.KnownAddressRegistered': {
    ...link,
    kind: 'account-exists',
    usefulMinutes: DAY,
    de: german(
      'Sie haben schon ein Konto',
      'mit dieser Adresse wollte sich jemand registrieren. Es gibt zu ihr schon ein Konto. Wenn Sie das waren, melden Sie sich bitte damit an; ein vergessenes Passwort können Sie dort neu setzen:',
      'Wenn Sie das nicht waren, löschen Sie diese E-Mail bitte; es ist nichts geschehen.',
    ),
    en: english(
      'you have an account already',
      'somebody wanted to register with this address. There is an account with it already. If that was you, please sign in with it; a password that you forgot can be set anew there:',
      'If that was not you, please delete this e-mail; nothing has happened.',
    ),
  },
  'identity.PasswordLinkRequested': {
    ...link,
    kind: 'password-link',
    de: german('Neues Passwort', 'hier setzen Sie ein neues Passwort für Ihr Konto:', notAskedFor.de),
    en: english('new password', 'here you set a new password for your account:', notAskedFor.en),
  },
  'identity.UnknownAddressNamed': {
    ...link,
    kind: 'no-account',
    de: german(
      'Zu dieser Adresse gibt es kein Konto',
      'für diese Adresse wurde ein neues Passwort verlangt. Es gibt mit ihr aber kein Konto mit Passwort. Vielleicht haben Sie eine andere Adresse angegeben, oder Sie melden sich auf einem anderen Weg an:',
      'Wenn Sie das nicht waren, löschen Sie diese E-Mail bitte; es ist nichts geschehen.',
    ),
    en: english(
      'there is no account with this address',
      'a new password was asked for with this address. But no account with a password has it. Perhaps you gave another address, or you sign in another way:',
      'If that was not you, please delete this e-mail; nothing has happened.',
    ),
  },
  'identity.AccountLinkEnded': nobodyIsTold,
  'identity.PasswordChanged': {
    kind: 'password-changed',
    importance: 'action',
    to: ({ personId }) => ({ recipientId: personId }),
    page: '/meine-daten',
    usefulMinutes: 5 * DAY,
    urgent: false,
    de: german(
      'Ihr Passwort wurde geändert',
      'das Passwort Ihres Kontos wurde geändert, und Sie sind überall sonst abgemeldet:',
      'Wenn Sie das nicht selbst waren, setzen Sie bitte gleich ein neues Passwort, und melden Sie sich bei uns.',
    ),
    en: english(
      'your password was changed',
      'the password of your account was changed, and you are signed out everywhere else:',
      'If that was not you, please set a new password at once, and contact us.',
    ),
  },
  'identity.DeclarationProven': nobodyIsTold,
  'identity.SignInRefused': nobodyIsTold,
  'identity.ActingBegan': nobodyIsTold,
  'identity.ActingEnded': nobodyIsTold,
  // Both have done something for it, and see it among their mandates.
  'identity.MandateGiven': nobodyIsTold,
  'identity.MandateEnded': nobodyIsTold,
  'identity.GuestClaimed': nobodyIsTold,
  'identity.GuestEnded': nobodyIsTold,
} as const satisfies {
  readonly [Type in AccountEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold;
};
