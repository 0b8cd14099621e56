import { escapeHtml } from '../html';
import type { Mail } from './mails';

export const style = `
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #171a2b; background: #fff }
a { color: #0b3fa8 } a:focus-visible { outline: 3px solid #0b3fa8; outline-offset: 2px }
ol { list-style: none; margin: 0; padding: 0 } li { padding: .5rem 0; border-bottom: 1px solid #5f6473; overflow-wrap: anywhere }
li a { font-weight: bold } li div { font-size: 1rem }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #5f6473; padding: 1rem }
dt { font-weight: bold } dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
`;

/** The list of mails. @param to the address whose mails alone are shown */
export function listPage(mails: readonly Mail[], to: string | null): string {
  const items = mails.map(
    (mail) => `<li>
<a href="/mails/${mail.id}">${escapeHtml(mail.subject || '(ohne Betreff)')}</a>
<div>an ${escapeHtml(mail.to.join(', '))}</div>
<div>von ${escapeHtml(mail.from)}, <time datetime="${escapeHtml(mail.receivedAt)}">${escapeHtml(localTime(mail.receivedAt))}</time>${
      mail.deliveries > 1 ? `, ${mail.deliveries}-mal zugestellt` : ''
    }</div>
</li>`,
  );
  const filter = to === null ? '' : ` an ${escapeHtml(to)} – <a href="/">alle zeigen</a>`;
  return page(
    'Posteingang',
    `<h1>Posteingang</h1>
<p>Hier kommt jede E-Mail an, die das lokale System verschickt. <a href="/">Neu laden</a></p>
${
  mails.length === 0
    ? `<p>Noch keine E-Mail${filter}.</p>`
    : `<p>${mails.length} E-Mail${mails.length === 1 ? '' : 's'}${filter}, neueste zuerst</p>
<ol>${items.join('\n')}</ol>`
}`,
  );
}

/** One mail. */
export function mailPage(mail: Mail): string {
  return page(
    mail.subject,
    `<p><a href="/">Zurück zum Posteingang</a></p>
<h1>${escapeHtml(mail.subject || '(ohne Betreff)')}</h1>
<dl>
<dt>Von</dt><dd>${escapeHtml(mail.from)}</dd>
<dt>An</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
<dt>Zeit</dt><dd><time datetime="${escapeHtml(mail.receivedAt)}">${escapeHtml(localTime(mail.receivedAt))}</time></dd>
<dt>Message-ID</dt><dd>${escapeHtml(mail.messageId)}</dd>
<dt>Zustellungen</dt><dd>${mail.deliveries}</dd>
</dl>
<pre>${linked(mail.text)}</pre>`,
  );
}

export function notFoundPage(): string {
  return page('Nicht gefunden', '<h1>Diese E-Mail gibt es nicht</h1><p><a href="/">Zum Posteingang</a></p>');
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – lokaler Posteingang</title><link rel="stylesheet" href="/style.css"></head>
<body><main>${main}</main></body></html>`;
}

/** Text with its web addresses as links. Cut apart first and escaped piece by piece, so that nothing unescaped is left. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) =>
      index % 2 === 1
        ? `<a href="${escapeHtml(piece)}" rel="noreferrer">${escapeHtml(piece)}</a>`
        : escapeHtml(piece),
    )
    .join('');
}

function localTime(time: string): string {
  return new Date(time).toLocaleString('de-DE', { timeZone: 'Europe/Berlin' });
}
