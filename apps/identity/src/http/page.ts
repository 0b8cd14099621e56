import { createHash } from 'node:crypto';
import type { Language } from '#http';

const style = `
body { margin: 0 auto; max-width: 40rem; padding: 1.5rem 1rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #171a2b; background: #fff }
a { color: #0b3fa8 }
h1 { font-size: 1.75rem; line-height: 1.25 }
button { min-height: 3rem; padding: 0 1.5rem; font: inherit; font-weight: bold; color: #fff; background: #171a2b; border: 0; border-radius: .25rem }
input { box-sizing: border-box; width: 100%; min-height: 3rem; padding: 0 .75rem; font: inherit; border: 1px solid #535970; border-radius: .25rem }
[role=alert] { border-left: .25rem solid #b60000; padding-left: .75rem }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid #0b3fa8; outline-offset: 3px }
`;

const ownPolicy = {
  'default-src': "'none'",
  'style-src': `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/** The policy of a page that needs something more, or elsewhere. @param directives name → value */
export function pagePolicyWith(directives: Readonly<Record<string, string>>): string {
  const policy = { ...ownPolicy, ...directives };
  return Object.entries(policy)
    .map((directive) => directive.join(' '))
    .join('; ');
}

/** A page brings its own style, so its policy names that one by its hash; nothing else may be loaded or run. */
export const pagePolicy = pagePolicyWith({});

/** What stands on a page. */
export interface PageContent {
  readonly language: Language;
  /** The name of the city, as plain text like title and heading. */
  readonly city: string;
  /** For the browser's tab; the name of the city follows it. */
  readonly title: string;
  readonly heading: string;
  /** HTML; whatever comes from outside goes through `escapeHtml`. */
  readonly body: string;
}

/** One of the few pages that identity shows by itself: without scripts, readable by every browser and screen reader (R24). */
export function page({ language, city, title, heading, body }: PageContent): string {
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${escapeHtml(title)} – ${escapeHtml(city)}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <p>${escapeHtml(city)}</p>
      <h1>${escapeHtml(heading)}</h1>
      ${body}
    </main>
  </body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
