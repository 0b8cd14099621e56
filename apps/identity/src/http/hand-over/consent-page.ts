import type { Language } from '#http';
import { escapeHtml, page, pagePolicyWith } from '../page';

const words = {
  de: {
    title: 'Daten weitergeben',
    heading: (to: string) => `Möchten Sie diese Daten an „${to}“ weitergeben?`,
    intro: 'Nur das, was hier steht, wird übermittelt, und nur, wenn Sie zustimmen.',
    missing: 'nicht hinterlegt, wird nicht übermittelt',
    remember: 'Nicht wieder fragen. Sie können das unter „Meine Daten“ jederzeit zurücknehmen.',
    agree: 'Zustimmen und weitergeben',
    decline: 'Nicht weitergeben',
    signIn: 'Bitte melden Sie sich zuerst an.',
    signInWith: 'Anmelden:',
    home: 'Zur Startseite des Portals',
  },
  en: {
    title: 'Pass on data',
    heading: (to: string) => `Would you like to pass this data on to “${to}”?`,
    intro: 'Only what stands here is passed on, and only if you agree.',
    missing: 'not known, is not passed on',
    remember: 'Do not ask again. You can take that back at any time under “My data”.',
    agree: 'Agree and pass on',
    decline: 'Do not pass on',
    signIn: 'Please sign in first.',
    signInWith: 'Sign in:',
    home: 'To the start page of the portal',
  },
} as const;

interface Named {
  readonly language: Language;
  /** Name of the city. */
  readonly city: string;
  /** Name of the other portal. */
  readonly portal: string;
}

/** What is asked before data goes to another portal (R16 W13). */
export interface ConsentPage extends Named {
  /** What would go there, with its value; without one where it is not known. */
  readonly data: readonly { readonly name: string; readonly value: string | undefined }[];
  readonly action: string;
  /** Of the session: the form proves with it that this page sent it. */
  readonly csrfToken: string;
}

/** Which data goes where, and the three answers: once, always, no. */
export function consentPage({ language, city, portal, data, action, csrfToken }: ConsentPage): string {
  const { title, heading, intro, missing, remember, agree, decline } = words[language];
  const rows = data.map(
    ({ name, value }) =>
      `<dt>${escapeHtml(name)}</dt><dd>${value === undefined ? `<em>${missing}</em>` : escapeHtml(value)}</dd>`,
  );
  const body = `<p>${intro}</p><dl>${rows.join('')}</dl>
    <form method="post" action="${escapeHtml(action)}">
      <input type="hidden" name="csrfToken" value="${escapeHtml(csrfToken)}">
      <p><label><input type="checkbox" name="remember" value="yes"> ${remember}</label></p>
      <p><button type="submit" name="answer" value="agree">${agree}</button>
        <button type="submit" name="answer" value="decline">${decline}</button></p>
    </form>`;
  return page({ language, city, title, heading: heading(portal), body });
}

/** Who is not signed in does that first, and comes back here. */
export function signInFirstPage(
  { language, city, portal }: Named,
  ways: readonly { readonly name: string; readonly to: string }[],
): string {
  const { title, heading, signIn, signInWith, home } = words[language];
  const links = ways.map(({ name, to }) => `<li><a href="${escapeHtml(to)}">${escapeHtml(name)}</a></li>`);
  const offered = links.length === 0 ? '' : `<p>${signInWith}</p><ul>${links.join('')}</ul>`;
  const body = `<p>${signIn}</p>${offered}<p><a href="/">${home}</a></p>`;
  return page({ language, city, title, heading: heading(portal), body });
}

/** The form is sent here, and leads to the other portal then: browsers ask the policy for both. */
export const consentPolicy = (redirectUri: string): string =>
  pagePolicyWith({ 'form-action': `'self' ${new URL(redirectUri).origin}` });
