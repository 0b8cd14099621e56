import { createHash } from 'node:crypto';
import type { Language } from '#http';

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

const style = `
body { margin: 0 auto; max-width: 40rem; padding: 1.5rem 1rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #171a2b; background: #fff }
h1 { font-size: 1.75rem; line-height: 1.25 }
button { min-height: 3rem; padding: 0 1.5rem; font: inherit; font-weight: bold; color: #fff; background: #171a2b; border: 0; border-radius: .25rem }
button:focus-visible { outline: 3px solid #0b3fa8; outline-offset: 3px }
`;

/** The page brings its own style, so its policy names that one by its hash; nothing else may be loaded or run. */
export const confirmPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page that a sign-in link leads to. Mail scanners and link previews open links too; they press no buttons, so the
 * link is used only by the form. It has no fields: everything it needs stands in its address.
 */
export function confirmPage(language: Language, city: string, action: string): string {
  const { title, question, why, button } = words[language];
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title} – ${escapeHtml(city)}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <p>${escapeHtml(city)}</p>
      <h1>${question}</h1>
      <p>${why}</p>
      <form method="post" action="${escapeHtml(action)}"><button type="submit">${button}</button></form>
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
