import type { Language } from '#http';
import { escapeHtml, page } from '../page';

const words = {
  de: {
    title: 'Anmelden',
    question: 'Möchten Sie sich jetzt anmelden?',
    why: 'Mit diesem Klick bestätigen Sie, dass Sie den Link selbst geöffnet haben.',
    button: 'Jetzt anmelden',
  },
  en: {
    title: 'Sign in',
    question: 'Would you like to sign in now?',
    why: 'With this click you confirm that you opened the link yourself.',
    button: 'Sign in now',
  },
} as const;

/**
 * The page that a sign-in link leads to. Mail scanners and link previews open links too; they press no buttons, so the
 * link is used only by the form. It has no fields: everything it needs stands in its address.
 */
export function confirmPage(language: Language, city: string, action: string): string {
  const { title, question, why, button } = words[language];
  const form = `<form method="post" action="${escapeHtml(action)}"><button type="submit">${button}</button></form>`;
  return page({ language, city, title, heading: question, body: `<p>${why}</p>${form}` });
}
