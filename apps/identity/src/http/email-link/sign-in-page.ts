import { escapeHtml, type Language } from '#http';
import type { LinkPageContent } from '../link-page';

const words = {
  de: {
    title: 'Anmelden',
    question: 'Möchten Sie sich jetzt anmelden?',
    account: 'Sie melden sich an mit der E-Mail-Adresse',
    notYours: 'Ist das nicht Ihre Adresse? Dann schließen Sie bitte diese Seite.',
    why: 'Mit diesem Klick bestätigen Sie, dass Sie den Link selbst geöffnet haben.',
    button: 'Jetzt anmelden',
    guest: {
      title: 'Antrag öffnen',
      question: 'Möchten Sie Ihren Antrag jetzt öffnen?',
      account: 'Sie öffnen, was ohne Anmeldung begonnen wurde, mit der E-Mail-Adresse',
      button: 'Jetzt öffnen',
    },
  },
  en: {
    title: 'Sign in',
    question: 'Would you like to sign in now?',
    account: 'You sign in with the e-mail address',
    notYours: 'Is this not your address? Then please close this page.',
    why: 'With this click you confirm that you opened the link yourself.',
    button: 'Sign in now',
    guest: {
      title: 'Open the application',
      question: 'Would you like to open your application now?',
      account: 'You open what was begun without signing in, with the e-mail address',
      button: 'Open now',
    },
  },
} as const;

/** What a link does when it is used. */
export interface SignInByLink {
  /** Where the form leads. */
  readonly action: string;
  /** The address whose account it opens. */
  readonly address: string;
  /** It opens what was filed without an account. */
  readonly forGuest: boolean;
}

/** An address that its owner recognises, and that tells others little: `a…r@example.org`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const characters = [...address.slice(0, at)];
  const last = characters.length > 3 ? characters.at(-1) : '';
  return `${characters[0]}…${last}${address.slice(at)}`;
}

/**
 * What a sign-in link shows. It names the account that the link opens, so that nobody is led into somebody else's unawares.
 */
export function signInPage(language: Language, { action, address, forGuest }: SignInByLink): LinkPageContent {
  const { guest, ...signIn } = words[language];
  const { title, question, account, notYours, why, button } = { ...signIn, ...(forGuest && guest) };
  return {
    title,
    heading: question,
    text: `<p class="p-lead">${account} <strong>${escapeHtml(maskedAddress(address))}</strong>. ${notYours}</p><p>${why}</p>`,
    form: { action, button },
  };
}
