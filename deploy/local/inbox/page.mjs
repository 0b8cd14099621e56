/** @typedef {import('./mails.mjs').Mail} Mail */

export const style = `
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #171a2b; background: #fff }
a { color: #0b3fa8 } a:focus-visible { outline: 3px solid #0b3fa8; outline-offset: 2px }
ol { list-style: none; margin: 0; padding: 0 } li { padding: .5rem 0; border-bottom: 1px solid #5f6473; overflow-wrap: anywhere }
li a { font-weight: bold } li div { font-size: 1rem }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #5f6473; padding: 1rem }
dt { font-weight: bold } dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
`;

/** The list of mails. @param {Mail[]} mails @param {string | null} to */
export function listPage(mails, to) {
  const items = mails.map(
    (mail) => `<li>
<a href="/mails/${mail.id}">${escaped(mail.subject || '(ohne Betreff)')}</a>
<div>an ${escaped(mail.to.join(', '))}</div>
<div>von ${escaped(mail.from)}, <time datetime="${escaped(mail.receivedAt)}">${escaped(localTime(mail.receivedAt))}</time>${
      mail.deliveries > 1 ? `, ${mail.deliveries}-mal zugestellt` : ''
    }</div>
</li>`,
  );
  const filter = to === null ? '' : ` an ${escaped(to)} – <a href="/">alle zeigen</a>`;
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

/** One mail. @param {Mail} mail */
export function mailPage(mail) {
  return page(
    mail.subject,
    `<p><a href="/">Zurück zum Posteingang</a></p>
<h1>${escaped(mail.subject || '(ohne Betreff)')}</h1>
<dl>
<dt>Von</dt><dd>${escaped(mail.from)}</dd>
<dt>An</dt><dd>${escaped(mail.to.join(', '))}</dd>
<dt>Zeit</dt><dd><time datetime="${escaped(mail.receivedAt)}">${escaped(localTime(mail.receivedAt))}</time></dd>
<dt>Message-ID</dt><dd>${escaped(mail.messageId)}</dd>
<dt>Zustellungen</dt><dd>${mail.deliveries}</dd>
</dl>
<pre>${linked(mail.text)}</pre>`,
  );
}

export function notFoundPage() {
  return page('Nicht gefunden', '<h1>Diese E-Mail gibt es nicht</h1><p><a href="/">Zum Posteingang</a></p>');
}

/** @param {string} title @param {string} main */
function page(title, main) {
  return `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – lokaler Posteingang</title><link rel="stylesheet" href="/style.css"></head>
<body><main>${main}</main></body></html>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text with its web addresses as links. Cut apart first and escaped piece by piece, so that nothing unescaped is left. @param {string} text */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) =>
      index % 2 === 1 ? `<a href="${escaped(piece)}" rel="noreferrer">${escaped(piece)}</a>` : escaped(piece),
    )
    .join('');
}

/** @param {string} time */
function localTime(time) {
  return new Date(time).toLocaleString('de-DE', { timeZone: 'Europe/Berlin' });
}
