import type { LocalizedText, Means, SignInMethod } from '#configuration';

/** What can be done with an account at its provider. */
export const accountMatters = ['create', 'change', 'recover', 'delete'] as const;
export type AccountMatter = (typeof accountMatters)[number];

/** Where that is done at another provider that takes the place of the usual one. */
export type AccountAddresses = Readonly<Partial<Record<AccountMatter, string>>>;

/** A page of a provider. */
export interface AccountPage {
  /** @format uri */
  readonly url: string;
  readonly text: LocalizedText;
}

/** What people read of a way in before they choose it. */
export interface AboutWayIn {
  /** One sentence. */
  readonly description: LocalizedText;
  /** Where the account is kept: there it is made, changed, recovered and deleted (D18 W10 D19a N2). */
  readonly account: 'provider' | 'portal';
  /** The provider's pages for it. */
  readonly accountPages: Readonly<Partial<Record<AccountMatter, AccountPage>>>;
}

/** Everything that pages say of the ways in, but for what they are called (`methodNames`) and what they reach (`meansLevels`). */
export const aboutWaysIn: Readonly<Record<SignInMethod, AboutWayIn>> = {
  bundid: {
    description: {
      de: 'Mit dem Konto des Bundes weisen Sie sich aus, so stark wie der Antrag es verlangt.',
      en: 'With the account of the Federation you prove who you are, as strongly as the application demands.',
    },
    account: 'provider',
    accountPages: {
      create: {
        url: 'https://id.bund.de/de/registration',
        text: { de: 'Konto bei der BundID anlegen', en: 'Create an account at BundID' },
      },
      change: {
        url: 'https://id.bund.de/de',
        text: {
          de: 'Daten und Zugänge bei der BundID ändern, nach der Anmeldung dort',
          en: 'Change your data and ways in at BundID, once signed in there',
        },
      },
      recover: {
        url: 'https://id.bund.de/de',
        text: {
          de: 'Benutzername oder Passwort vergessen? Das klären Sie bei der Anmeldung der BundID.',
          en: 'Forgotten user name or password? BundID’s own sign-in helps you.',
        },
      },
      delete: {
        url: 'https://id.bund.de/de',
        text: {
          de: 'Konto bei der BundID löschen, nach der Anmeldung dort',
          en: 'Delete the account at BundID, once signed in there',
        },
      },
    },
  },
  'servicekonto-nrw': {
    description: {
      de: 'Mit dem Servicekonto des Landes Nordrhein-Westfalen weisen Sie sich aus.',
      en: 'With the service account of the state of North Rhine-Westphalia you prove who you are.',
    },
    account: 'provider',
    accountPages: {
      change: {
        url: 'https://servicekonto.nrw',
        text: { de: 'Daten im Servicekonto.NRW ändern', en: 'Change your data at Servicekonto.NRW' },
      },
      recover: {
        url: 'https://servicekonto.nrw',
        text: {
          de: 'Benutzername oder Passwort vergessen? Das klären Sie beim Servicekonto.NRW.',
          en: 'Forgotten user name or password? Servicekonto.NRW helps you.',
        },
      },
      delete: {
        url: 'https://servicekonto.nrw',
        text: { de: 'Servicekonto.NRW löschen', en: 'Delete the account at Servicekonto.NRW' },
      },
    },
  },
  google: {
    description: {
      de: 'Mit Ihrem Google-Konto melden Sie sich ohne weiteres Passwort an.',
      en: 'With your Google account you sign in without another password.',
    },
    account: 'provider',
    accountPages: {
      create: {
        url: 'https://accounts.google.com/signup',
        text: { de: 'Google-Konto anlegen', en: 'Create a Google account' },
      },
      change: {
        url: 'https://myaccount.google.com/personal-info',
        text: { de: 'Daten im Google-Konto ändern', en: 'Change your data at Google' },
      },
      recover: {
        url: 'https://accounts.google.com/signin/recovery',
        text: { de: 'Google-Konto wiederherstellen', en: 'Recover a Google account' },
      },
      delete: {
        url: 'https://myaccount.google.com/delete-services-or-account',
        text: { de: 'Google-Konto löschen', en: 'Delete a Google account' },
      },
    },
  },
  'email-link': {
    description: {
      de: 'Sie bekommen eine Mail mit einem Link, der Sie anmeldet; ein Passwort brauchen Sie nicht.',
      en: 'You get a mail with a link that signs you in; you need no password.',
    },
    account: 'portal',
    accountPages: {},
  },
  'local-account': {
    description: {
      de: 'Mit E-Mail-Adresse und Passwort melden Sie sich bei diesem Portal selbst an.',
      en: 'With e-mail address and password you sign in to this portal itself.',
    },
    account: 'portal',
    accountPages: {},
  },
};

/** What is said of a page that the usual provider of a way in does not have. */
export const accountWords: Readonly<Record<AccountMatter, LocalizedText>> = {
  create: { de: 'Konto anlegen', en: 'Create an account' },
  change: { de: 'Daten des Kontos ändern', en: 'Change the data of the account' },
  recover: { de: 'Konto wiederherstellen', en: 'Recover the account' },
  delete: { de: 'Konto löschen', en: 'Delete the account' },
};

const ausweisApp = {
  de: 'die AusweisApp, die Sie starten, bevor Sie sich anmelden',
  en: 'the AusweisApp, which you start before you sign in',
};
const ownPin = {
  de: 'Ihre selbst gewählte sechsstellige PIN; eine fünfstellige Transport-PIN ersetzen Sie vorher in der AusweisApp',
  en: 'your own six-digit PIN; a five-digit transport PIN has to be replaced in the AusweisApp first',
};

/** What somebody has to have at hand for a means (N1 H10); nothing where there is nothing to say. */
export const whatMeansNeed: Readonly<Record<Means, readonly LocalizedText[]>> = {
  eid: [
    {
      de: 'ein Personalausweis, Aufenthaltstitel oder eine Unionsbürgerkarte mit eingeschalteter Online-Funktion',
      en: 'an identity card, residence permit or Union citizen card with its online function switched on',
    },
    ownPin,
    ausweisApp,
    {
      de: 'ein Smartphone mit NFC oder ein Kartenlesegerät',
      en: 'a smartphone with NFC or a card reader',
    },
  ],
  'smart-eid': [
    {
      de: 'ein Smartphone, in dem Ihre Smart-eID eingerichtet ist',
      en: 'a smartphone in which your Smart-eID is set up',
    },
    { de: 'die sechsstellige PIN der Smart-eID', en: 'the six-digit PIN of the Smart-eID' },
    ausweisApp,
  ],
  eidas: [
    {
      de: 'die eID eines anderen Landes der EU, die es dafür anerkennen ließ',
      en: 'the eID of another country of the EU that has it recognised for this',
    },
  ],
  elster: [
    {
      de: 'Ihr persönliches ELSTER-Zertifikat und sein Passwort, oder ELSTERSecure',
      en: 'your personal ELSTER certificate and its password, or ELSTERSecure',
    },
  ],
  fink: [
    {
      de: 'ein Nutzerkonto eines Landes, mit dem Sie sich ausgewiesen haben',
      en: 'a user account of a federal state with which you have proven who you are',
    },
  ],
  diia: [{ de: 'die ukrainische App Diia', en: 'the Ukrainian app Diia' }],
  password: [],
};
