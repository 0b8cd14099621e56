import { createHash } from 'node:crypto';
import { escapeHtml, type Language } from '#http';
import { button as buttonOf, form as formOf, page, pagePolicyWith } from '../page';
import type { Departure } from './leave';

const words = {
  de: {
    title: 'Anmelden',
    heading: 'Weiter zur Anmeldung bei {provider}',
    text: 'Sie werden weitergeleitet. Geschieht nichts, dann drücken Sie bitte den Knopf.',
    button: 'Weiter zu {provider}',
  },
  en: {
    title: 'Sign in',
    heading: 'Continue to sign in at {provider}',
    text: 'You are being led on. If nothing happens, please press the button.',
    button: 'Continue to {provider}',
  },
} as const;

const script = 'document.forms[0].submit()';
const scriptHash = createHash('sha256').update(script).digest('base64');

type Form = Extract<Departure, { readonly binding: 'post' }>;

/** The only script is the one line of ours, and the form goes to the provider alone. */
export function postPolicy({ action }: Form): string {
  return pagePolicyWith({ 'script-src': `'sha256-${scriptHash}'`, 'form-action': new URL(action).origin });
}

/** The page that carries a request to a provider (HTTP-POST binding): it posts itself, and has a button where scripts are off. */
export function postPage(language: Language, city: string, provider: string, form: Form): string {
  const { title, heading, text, button } = words[language];
  const fields = Object.entries(form.fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const named = (words: string) => words.replace('{provider}', provider);
  const body = `<p>${text}</p>${formOf(form.action, fields.join(''), buttonOf(named(button)))}<script>${script}</script>`;
  return page({ language, city, title, heading: named(heading), body });
}
