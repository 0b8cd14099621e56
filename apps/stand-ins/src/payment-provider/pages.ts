import { escapeHtml } from '../html';
import { page } from '../page';
import { modes, type Mode } from './going-away';
import { chargeBackIsTold } from './accounts';
import type { PaymentRequest } from './payment-request';
import { methods, type Transaction } from './transactions';
import { choices, words, type Language } from './words';

interface Look {
  readonly language: Language;
  /** What the Content Security Policy lets in. */
  readonly nonce: string;
}

/** The page on which somebody pays, or lets something else happen. Plain HTML, no script. */
export function paymentPage(transaction: Transaction, look: Look): string {
  const { language } = look;
  const say = words[language];
  const { id, status, returnUrl, later } = transaction;
  const waiting = later ? `<p role="status">${say.later} ${timeOf(later.at, language)}.</p>` : '';
  return page(
    say.title,
    `<h1>${say.title}</h1>
    ${factsOf(transaction, language)}
    ${waiting}
    ${status === 'initial' ? openForm(transaction, language) : changeForm(transaction, language)}
    <p><a href="${escapeHtml(returnUrl)}">${say.back}</a></p>
    ${awayForm(id, language)}
    <p><a href="?language=${language === 'de' ? 'en' : 'de'}" lang="${language === 'de' ? 'en' : 'de'}">${say.otherLanguage}</a></p>
    <p>${say.standIn}</p>`,
    look,
  );
}

/** What is there to be paid, newest first. */
export function homePage(latest: readonly Transaction[], look: Look): string {
  const say = words[look.language];
  const rows = latest.map(
    ({ id, payee, amountCents, status }) =>
      `<li><a href="/pay/${id}">${escapeHtml(payee)}, ${euro(amountCents, look.language)}</a>: ${say.statuses[status]}</li>`,
  );
  const list = rows.length > 0 ? `<h2>${say.latest}</h2><ul>${rows.join('\n')}</ul>` : `<p>${say.none}</p>`;
  return page(say.title, `<h1>${say.title}</h1>${list}<p>${say.standIn}</p>`, look);
}

export function unknownPage(look: Look): string {
  const say = words[look.language];
  return page(say.unknown, `<h1>${say.unknown}</h1><p>${say.standIn}</p>`, look);
}

function factsOf(transaction: Transaction, language: Language): string {
  const say = words[language];
  const { payee, amountCents, purpose, transactionReference, status } = transaction;
  const { items } = JSON.parse(transaction.request) as Partial<PaymentRequest>;
  const lines = items?.map(({ id, description = id, quantity, totalNetAmount, totalTaxAmount }) => {
    const total = Math.round((totalNetAmount + totalTaxAmount) * 100);
    return `${quantity} × ${escapeHtml(description)}: ${euro(total, language)}`;
  });
  const facts: readonly (readonly [string, string])[] = [
    [say.to, escapeHtml(payee)],
    [say.amount, `<strong>${euro(amountCents, language)}</strong>`],
    [say.purpose, escapeHtml(purpose)],
    ...(lines ? [[say.positions, lines.join('<br>')] as const] : []),
    [say.number, transactionReference],
    [say.state, say.statuses[status]],
  ];
  return `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('\n')}</dl>`;
}

function openForm({ id, method = 'credit-card', callbackUrl }: Transaction, language: Language): string {
  const say = words[language];
  const radios = methods.map(
    (one) =>
      `<label><input type="radio" name="method" value="${one}"${one === method ? ' checked' : ''}> ${say.methods[one]}</label><br>`,
  );
  // Who is not called cannot be told twice.
  const offered = choices.filter((one) => one !== 'answer-twice' || callbackUrl !== undefined);
  const buttons = offered.map(
    (one) => `<p><button name="choice" value="${one}">${say.choices[one]}</button></p>`,
  );
  return `<form method="post" action="/pay/${id}">
      <fieldset><legend>${say.method}</legend>${radios.join('\n')}</fieldset>
      <h2>${say.what}</h2>
      ${buttons.join('\n')}
      <p><label>${say.seconds} <input name="seconds" inputmode="numeric" value="15"></label></p>
    </form>`;
}

function changeForm({ id, status, provider }: Transaction, language: Language): string {
  const say = words[language];
  const button = (value: string, text: string) => `<button name="change" value="${value}">${text}</button>`;
  const offered =
    status === 'failed' || status === 'cancelled'
      ? button('pay', say.payAfterAll)
      : status === 'paid' && chargeBackIsTold(provider)
        ? button('charge-back', say.chargeBack)
        : undefined;
  return offered
    ? `<form method="post" action="/pay/${id}"><h2>${say.change}</h2><p>${offered}</p></form>`
    : '';
}

function awayForm(id: string, language: Language): string {
  const say = words[language];
  const options = modes.map((mode: Mode) => `<option>${mode}</option>`);
  return `<details><summary>${say.away}</summary>
    <form method="post" action="/pay/${id}">
      <p><label>${say.awayHint} <input name="seconds" inputmode="numeric" value="30"></label></p>
      <p><select name="mode" aria-label="${say.away}">${options.join('')}</select>
      <button name="away" value="yes">${say.goAway}</button></p>
    </form></details>`;
}

function euro(cents: number, language: Language): string {
  return (cents / 100).toLocaleString(language, { style: 'currency', currency: 'EUR' });
}

function timeOf(at: string, language: Language): string {
  return new Date(at).toLocaleTimeString(language, { timeZone: 'Europe/Berlin' });
}
