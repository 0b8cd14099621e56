import { escapeHtml, type Language } from '#http';

const ownPolicy = {
  'default-src': "'none'",
  'style-src': "'self'",
  'font-src': "'self'",
  // KERN has small pictures in its style sheet.
  'img-src': "'self' data:",
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

/** A page wears the portal's clothes, from the own site; nothing else may be loaded, and nothing may run. */
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
  /** Where no pages of the portal are (the back-office), their clothes are not there either. */
  readonly plain?: boolean;
}

const words = {
  de: { portal: 'Serviceportal', skip: 'Zum Inhalt springen', home: '/' },
  en: { portal: 'Service portal', skip: 'Skip to content', home: '/en' },
} as const satisfies Record<Language, object>;

/**
 * One of the few pages that identity shows by itself: without scripts, readable by every browser and screen reader (R24). It looks as
 * the pages of the portal do, whose style sheet it names; where that cannot be loaded, it is a plain page.
 */
export function page({ language, city, title, heading, body, plain = false }: PageContent): string {
  const { portal, skip, home } = words[language];
  const clothes = plain
    ? ''
    : `
    <link rel="stylesheet" href="/clothes.css">
    <link rel="stylesheet" href="/city.css">
    <link rel="icon" href="/icon.svg" type="image/svg+xml">`;
  const brand = `<svg width="36" height="44" viewBox="0 0 36 44" aria-hidden="true" focusable="false"><path d="M2 2h32v22c0 9-7 15-16 18C9 39 2 33 2 24z"/></svg>
          <span><span class="p-brand__city">${escapeHtml(city)}</span> <span class="p-brand__name">${portal}</span></span>`;
  return `<!doctype html>
<html lang="${language}" data-kern-theme="light">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${escapeHtml(title)} – ${escapeHtml(city)}</title>${clothes}
  </head>
  <body>
    ${plain ? '' : `<a class="p-skip kern-btn kern-btn--primary" href="#inhalt"><span class="kern-label">${skip}</span></a>`}
    <header class="p-header">
      <div class="p-container"><div class="p-bar">
        ${plain ? `<p>${escapeHtml(city)}</p>` : `<a class="p-brand" href="${home}">${brand}</a>`}
      </div></div>
    </header>
    <main id="inhalt" tabindex="-1">
      <div class="p-container"><div class="p-form">
        <h1 class="kern-heading-x-large">${escapeHtml(heading)}</h1>
        ${body}
      </div></div>
    </main>
  </body>
</html>
`;
}

/** A button of a form, in the portal's clothes. @param text plain */
export function button(
  text: string,
  {
    weight = 'primary',
    name,
    value,
  }: { weight?: 'primary' | 'secondary'; name?: string; value?: string } = {},
): string {
  const sent = name === undefined ? '' : ` name="${escapeHtml(name)}" value="${escapeHtml(value ?? '')}"`;
  return `<button class="kern-btn kern-btn--${weight}" type="submit"${sent}><span class="kern-label">${escapeHtml(text)}</span></button>`;
}

/** A form of one or two buttons, below whatever is filled in. @param fields HTML @param buttons HTML */
export function form(action: string, fields: string, buttons: string): string {
  return `<form method="post" action="${escapeHtml(action)}" class="p-form">${fields}<div class="p-actions">${buttons}</div></form>`;
}

/** A way on, on a line of its own. @param text plain */
export function wayOn(to: string, text: string): string {
  return `<p class="p-prose"><a href="${escapeHtml(to)}" class="p-tap">${escapeHtml(text)}</a></p>`;
}
