import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { chargeBackIsTold } from './accounts';
import { modes, type GoingAway } from './going-away';
import type { Outcomes } from './outcomes';
import { homePage, paymentPage, unknownPage } from './pages';
import { methods, type Method, type Transaction, type Transactions } from './transactions';
import { choices, type Choice, type Language } from './words';

const shown = 50;
const mostSeconds = 86_400;

/** The pages on which somebody pays. */
export class Paying {
  constructor(
    private readonly transactions: Transactions,
    private readonly outcomes: Outcomes,
    private readonly goingAway: GoingAway,
  ) {}

  home(request: IncomingMessage, response: ServerResponse): void {
    const look = lookOf(request);
    show(response, 200, homePage([...this.transactions.all()].slice(-shown).reverse(), look), look.nonce, []);
  }

  /** @param form what was sent; undefined where somebody only looks */
  answer(request: IncomingMessage, response: ServerResponse, id: string, form?: URLSearchParams): void {
    const look = lookOf(request);
    const transaction = this.transactions.get(id);
    if (!transaction) return show(response, 404, unknownPage(look), look.nonce, []);
    if (form) return redirect(response, this.chosen(transaction, form));
    const html = paymentPage(transaction, look);
    show(response, 200, html, look.nonce, [new URL(transaction.returnUrl).origin]);
  }

  /** @returns where the browser goes: back to the city, without any result, or to the page again */
  private chosen(transaction: Transaction, form: URLSearchParams): string {
    const { id, provider, status, returnUrl } = transaction;
    const method = methods.find((one) => one === form.get('method'));
    const seconds = Math.min(Math.max(Number(form.get('seconds')) || 0, 0), mostSeconds);
    const choice = choices.find((one) => one === form.get('choice'));
    const change = form.get('change');
    const mode = form.has('away') && modes.find((one) => one === form.get('mode'));
    if (mode) this.goingAway.begin({ mode, until: Date.now() + seconds * 1_000, times: Infinity });
    // A page that was left open shows what is no longer so: nothing happens then.
    if (choice && status === 'initial') {
      this.choose(id, choice, method, seconds);
      return returnUrl;
    }
    if (change === 'pay' && (status === 'failed' || status === 'cancelled'))
      this.outcomes.now(id, { status: 'paid' });
    if (change === 'charge-back' && status === 'paid' && chargeBackIsTold(provider))
      this.outcomes.now(id, { status: 'charged-back' });
    return `/pay/${id}`;
  }

  private choose(id: string, choice: Choice, method: Method | undefined, seconds: number): void {
    const paid = { status: 'paid', ...(method && { method }) } as const;
    switch (choice) {
      case 'pay':
        return void this.outcomes.now(id, paid);
      case 'answer-twice':
        return void this.outcomes.now(id, { ...paid, twice: true });
      case 'pay-late':
        return void this.outcomes.later(id, paid, seconds);
      case 'cancel':
        return void this.outcomes.now(id, { status: 'cancelled' });
      case 'fail':
        return void this.outcomes.now(id, { status: 'failed' });
      case 'stall':
        return;
    }
  }
}

function lookOf({ url = '/', headers }: IncomingMessage): { language: Language; nonce: string } {
  const asked = new URL(url, 'http://page.invalid').searchParams.get('language');
  const language = (asked ?? headers['accept-language'] ?? '').startsWith('en') ? 'en' : 'de';
  return { language, nonce: randomBytes(12).toString('base64') };
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}

/** @param formsLeadTo sites to which a form may lead beside this one, by a redirect too */
function show(
  response: ServerResponse,
  status: number,
  html: string,
  nonce: string,
  formsLeadTo: readonly string[],
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self' ${formsLeadTo.join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
