import { escapeHtml, type Language } from '#http';
import { button, form, page, pagePolicyWith } from '../page';

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
    signInNow: 'Jetzt anmelden',
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
    signInNow: 'Sign in now',
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
      `<div class="kern-description-list-item"><dt class="kern-description-list-item__key">${escapeHtml(name)}</dt><dd class="kern-description-list-item__value">${value === undefined ? `<em>${missing}</em>` : escapeHtml(value)}</dd></div>`,
  );
  const fields = `<input type="hidden" name="csrfToken" value="${escapeHtml(csrfToken)}">
      <div class="kern-form-check"><input class="kern-form-check__checkbox" id="remember" type="checkbox" name="remember" value="yes"><label class="kern-label" for="remember">${remember}</label></div>`;
  const answers =
    button(agree, { name: 'answer', value: 'agree' }) +
    button(decline, { weight: 'secondary', name: 'answer', value: 'decline' });
  const body = `<p class="p-lead">${intro}</p><dl class="kern-description-list">${rows.join('')}</dl>${form(action, fields, answers)}`;
  return page({ language, city, title, heading: heading(portal), body });
}

/** Who is not signed in does that first, and comes back here. @param signInAt where the portal shows its ways in */
export function signInFirstPage({ language, city, portal }: Named, signInAt: string): string {
  const { title, heading, signIn, signInNow } = words[language];
  const body = `<p class="p-lead">${signIn}</p><p class="p-actions"><a class="kern-btn kern-btn--primary" href="${escapeHtml(signInAt)}"><span class="kern-label">${signInNow}</span></a></p>`;
  return page({ language, city, title, heading: heading(portal), body });
}

/** The form is sent here, and leads to the other portal then: browsers ask the policy for both. */
export const consentPolicy = (redirectUri: string): string =>
  pagePolicyWith({ 'form-action': `'self' ${new URL(redirectUri).origin}` });
