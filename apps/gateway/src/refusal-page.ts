import type { IncomingMessage } from 'node:http';
import { escapeHtml, type Language, type ProblemPage } from '#http';

const words = {
  de: {
    nothingLost: 'Es ist nichts verloren gegangen: Was gespeichert war, ist noch da.',
    again: 'Bitte laden Sie die Seite in einigen Minuten noch einmal.',
    quote: 'Wenn Sie uns anrufen, nennen Sie bitte diese Nummer:',
  },
  en: {
    nothingLost: 'Nothing has been lost: what was saved is still there.',
    again: 'Please load the page again in a few minutes.',
    quote: 'If you call us, please quote this number:',
  },
} satisfies Record<Language, object>;

/** Whether somebody looks at a page in a browser, and no program asks the API. */
export function wantsPage({ url = '', headers }: IncomingMessage): boolean {
  return !url.startsWith('/api') && /\btext\/html\b/.test(headers.accept ?? '');
}

/** What people see where not even the pages answer: without a style sheet, because that is away, too. */
export const refusalPage: ProblemPage = ({ title, correlationId, status }, language) => {
  const { nothingLost, again, quote } = words[language];
  const away = status >= 500 || status === 429 ? `<p>${nothingLost} ${again}</p>` : '';
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(title)}</h1>
      ${away}
      <p>${quote} ${escapeHtml(String(correlationId ?? ''))}</p>
    </main>
  </body>
</html>
`;
};
