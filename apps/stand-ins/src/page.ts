import { escapeHtml } from './html';

/** What a page may have beside its title and its text. */
export interface PageOptions {
  readonly language?: 'de' | 'en';
  /** What the Content Security Policy of the answer lets in. */
  readonly nonce?: string;
}

/** A page of a stand-in: readable by every browser and screen reader. @param body HTML */
export function page(title: string, body: string, { language = 'de', nonce }: PageOptions = {}): string {
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${escapeHtml(title)}</title>
    <style${nonce ? ` nonce="${nonce}"` : ''}>
      body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 2rem auto; padding: 0 1rem; color: #171a2b; background: #fff; }
      input, button, select { font: inherit; padding: .5rem .75rem; min-height: 2.75rem; box-sizing: border-box; }
      input:not([type=checkbox], [type=radio]) { width: 100%; border: 1px solid #535970; }
      input[type=radio] { min-height: 0; vertical-align: middle; }
      button { border: 0; background: #171a2b; color: #fff; cursor: pointer; }
      summary, label { min-height: 2.75rem; }
      dt { font-weight: bold; margin-top: 1rem; } dd { margin: 0; overflow-wrap: anywhere; } dd button { margin: .25rem .25rem 0 0; }
      [role=alert] { border-left: .25rem solid #b60000; padding-left: .75rem; }
      :focus-visible { outline: 3px solid #0058c9; outline-offset: 2px; }
    </style>
  </head>
  <body><main>
    ${body}
  </main></body>
</html>`;
}
