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
    <meta name="viewport" content="width=device-width">
    <meta name="robots" content="noindex">
    <title>${title} – ${escapeHtml(city)}</title>
  </head>
  <body>
    <main>
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
