import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BegunPayment, Items, ListedCase, Mail, SeenCase, ThreadItem, Versioned } from './answers';
import { Browser, UnexpectedAnswer } from './browser';
import { solveProofOfWork } from './proof-of-work';
import { signInAtProvider, type ProviderChoice } from './provider-sign-in';
import type { RunFile } from './run-file';

/** How long people wait for something that arrives by itself, in ms. */
const patienceMs = 60_000;

/**
 * Waits until a probe finds something.
 * @param what what is waited for, in words: it stands in the error
 * @param deadlineMs how long, in ms
 * @param everyMs pause between two looks, in ms
 * @throws Error when it is not found in time
 */
export async function waitFor<Found>(
  what: string,
  probe: () => Promise<Found | undefined | false>,
  deadlineMs = patienceMs,
  everyMs = 100,
): Promise<Found> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${deadlineMs / 1000} s in vain for ${what}`);
    await delay(everyMs);
  }
}

const inboxReader = new Browser();

/**
 * Mails that lie in the local inbox for an address, newest first.
 * @throws Error where mail goes elsewhere
 */
export async function mailsTo(run: RunFile, address: string): Promise<Mail[]> {
  if (!run.inbox)
    throw new Error(
      'Mail goes to the server that SMTP_URL names; people of the demo read the local inbox: start without SMTP_URL.',
    );
  return inboxReader.get(new URL(`/api/messages?to=${encodeURIComponent(address)}`, run.inbox).href);
}

/** Somebody with a browser at one of a city's two sites. */
export class Person {
  /** Origin of the portal or the back-office, e.g. `http://duisburg.localhost:8080`. */
  readonly site: string;

  constructor(
    readonly browser: Browser,
    site: string,
  ) {
    this.site = site.replace(/\/$/, '');
  }

  /** @param path below `/api` @throws UnexpectedAnswer unless the answer is 2xx */
  get<Body = unknown>(path: string): Promise<Body> {
    return this.browser.get<Body>(`${this.site}/api${path}`);
  }

  /**
   * A command upon something at a version, `version` being what the person last saw.
   * @param path below `/api`
   * @throws UnexpectedAnswer unless the answer is 2xx
   */
  async post<Body = SeenCase>(path: string, json: unknown = {}, version?: number): Promise<Body> {
    return (await this.browser.command<Body>('POST', `${this.site}/api${path}`, { json, version })).body;
  }

  /** Writes to the other side about an application; whatever came in meanwhile does not matter to it. @throws UnexpectedAnswer */
  async write(applicationId: string, text: string): Promise<void> {
    const url = `${this.site}/api/applications/${applicationId}/messages`;
    const headers = { 'idempotency-key': randomUUID(), 'if-match': '*' };
    const answer = await this.browser.request('POST', url, { json: { text }, headers });
    if (answer.status !== 201) throw new UnexpectedAnswer(`POST ${url}`, answer.status, answer.text);
  }

  /** The same for a change of something that exists. */
  async patch<Body = SeenCase>(path: string, json: unknown, version: number): Promise<Body> {
    return (await this.browser.command<Body>('PATCH', `${this.site}/api${path}`, { json, version })).body;
  }

  /** Learns the CSRF token of the session, as a page does when it loads. */
  async arrive(): Promise<void> {
    const { csrfToken } = await this.get<{ csrfToken: string }>('/me');
    this.browser.csrf.set(new URL(this.site).origin, csrfToken);
  }

  close(): void {
    this.browser.close();
  }
}

export class Citizen extends Person {
  /** Signs in by mail link, reading the local inbox as the citizen would read theirs. */
  static async signIn(run: RunFile, tenant: string, email: string, language = 'de'): Promise<Citizen> {
    const citizen = new Citizen(new Browser(language), siteOf(run, tenant).portal);
    await citizen.followLink(run, email, () => citizen.post('/sign-in/email', { email, returnTo: '/' }));
    return citizen;
  }

  /** Begins to file a service without an account (R10a), as a browser does: with a proof of work. */
  static async withoutAccount(run: RunFile, tenant: string, serviceKey: string): Promise<Citizen> {
    const guest = new Citizen(new Browser(), siteOf(run, tenant).portal);
    await guest.post('/sign-in/guest', { serviceKey, proofOfWork: await guest.work() });
    await guest.arrive();
    return guest;
  }

  /** Comes back to what was filed without an account, in another browser, by a link to an address that was proven before. */
  static async comeBack(run: RunFile, tenant: string, email: string): Promise<Citizen> {
    const guest = new Citizen(new Browser(), siteOf(run, tenant).portal);
    const proofOfWork = await guest.work();
    await guest.followLink(run, email, () => guest.post('/sign-in/follow-link', { email, proofOfWork }));
    return guest;
  }

  /** The work that the portal asks of strangers. */
  async work(): Promise<string> {
    return solveProofOfWork(await this.get('/sign-in/challenge'));
  }

  /** Opens the link of the mail that comes when it is asked for, reading the local inbox. */
  async followLink(run: RunFile, email: string, ask: () => Promise<unknown>): Promise<void> {
    const before = new Set((await mailsTo(run, email)).map(({ messageId }) => messageId));
    await ask();
    const token = await waitFor(`the mail with a link to ${email}`, async () => {
      const mails = (await mailsTo(run, email)).filter(({ messageId }) => !before.has(messageId));
      return mails.map(({ text }) => /token=([\w.~-]+)/.exec(text)?.[1]).find((found) => found !== undefined);
    });
    await this.post('/sign-in/email/callback', { token });
    await this.arrive();
  }

  /** Acts from now on under a mandate, or in their own name again. */
  async actUnder(mandateId?: string): Promise<void> {
    await this.post('/me/acting-for', mandateId === undefined ? {} : { mandateId });
    await this.arrive();
  }

  /**
   * Signs in at BundID or Servicekonto.NRW, as one of `run.logins.citizens`.
   * @param method the city's way in
   */
  static async signInAt(
    run: RunFile,
    tenant: string,
    choice: ProviderChoice,
    method: 'bundid' | 'servicekonto-nrw' = 'bundid',
  ): Promise<Citizen> {
    const citizen = new Citizen(new Browser(), siteOf(run, tenant).portal);
    const start = `${citizen.site}/api/sign-in/${method}/start?returnTo=/`;
    const arrived = await signInAtProvider(citizen.browser, start, choice);
    if (arrived.status !== 200)
      throw new UnexpectedAnswer(`sign-in at ${method}`, arrived.status, arrived.body);
    await citizen.arrive();
    return citizen;
  }

  /** Consents to notices in the mailbox; without it they come by post. */
  consentToElectronicNotices(): Promise<unknown> {
    return this.post('/me/consents', { purpose: 'electronic-notices' });
  }

  /** Retrieves the notice that lies in the thread of an application: an act that starts periods of law. */
  async retrieveNotice(applicationId: string): Promise<{ readonly text: string }> {
    const { items } = await this.get<Items<ThreadItem>>(`/applications/${applicationId}/messages`);
    const notice = items.findLast(({ kind }) => kind === 'notice');
    return this.post(`/mailbox/notices/${notice?.id}/retrieve`);
  }

  /**
   * Waits for a paper that the portal makes of an application by itself. @param kind `copy` or `notice`
   * @returns its id as a document
   */
  paperOf(applicationId: string, kind: string): Promise<string> {
    return waitFor(`the paper "${kind}"`, async () => {
      const { history } = await this.get<SeenCase>(`/applications/${applicationId}`);
      const added = history.findLast(({ facts }) => facts['origin'] === 'portal' && facts['kind'] === kind);
      return added?.facts['documentId'] as string | undefined;
    });
  }

  /** "Meine offenen Anträge": every page of it. */
  async myApplications(): Promise<ListedCase[]> {
    const items: ListedCase[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const page = await this.get<Items<ListedCase>>(`/applications${query}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }

  /** Drafts an application and fills in its form; returns it as it then stands. */
  async draft(serviceKey: string, form: object): Promise<SeenCase> {
    const draft = await this.post('/applications', { serviceKey });
    return this.patch(`/applications/${draft.id}/form`, form, draft.version);
  }

  /** Reviews everything that was entered, confirms, and submits exactly that. */
  async submit({ id, version }: Versioned): Promise<SeenCase> {
    const review = await this.get<{ declarationHash: string }>(`/applications/${id}/review`);
    const declaration = { declarationHash: review.declarationHash, warningAcknowledged: true };
    return this.post(`/applications/${id}/submit`, declaration, version);
  }

  /**
   * Begins to pay what is owed for an application: led straight there by the order that submitting answered with (W16b).
   * @param how `{ method }`, of a direct debit also `iban` and `accountHolder`
   */
  pay({ id, order }: Pick<SeenCase, 'id' | 'order'>, how: object): Promise<BegunPayment> {
    const led = order === undefined ? {} : { order: order.token };
    return this.post(`/applications/${id}/payments`, { ...how, ...led });
  }

  /**
   * Pays on the page of the provider, or does something else there, and comes back to the portal.
   * @param choice as the stand-in's page names it, e.g. `pay`, `cancel`, `fail`
   * @returns where the browser ends: a page of the portal
   */
  async atTheProvider({ redirectUrl = '' }: BegunPayment, choice: string): Promise<URL> {
    const page = await this.browser.open('GET', redirectUrl);
    return (await this.browser.submitForm(page, { choice })).url;
  }
}

export class Staff extends Person {
  /**
   * Signs in at the city's identity provider.
   * @param user one of `run.logins.staff`
   */
  static async signIn(run: RunFile, user: string, language = 'de'): Promise<Staff> {
    const login = run.logins.staff.find((login) => login.user === user);
    if (!login) throw new Error(`there is no demo login ${user}; .local/run.json lists them`);
    const site = siteOf(run, login.tenant).backoffice;
    const staff = new Staff(new Browser(language), site);
    const begin = async () => {
      const page = await staff.browser.open('GET', new URL('/api/sign-in/oidc/start?returnTo=/api/me', site));
      return staff.browser.submitForm(page, { user: login.user, password: login.password });
    };
    let arrived = await begin();
    // What identity keeps of a sign-in serves once: who came back while it went away begins anew, as the page asks them to.
    if (arrived.status === 401) arrived = await begin();
    if (arrived.status !== 200)
      throw new UnexpectedAnswer(`sign-in of ${user}`, arrived.status, arrived.body);
    await staff.arrive();
    return staff;
  }

  /** Gives a command upon a case at its present version and returns the answer. */
  async act(id: string, command: string, json: object = {}): Promise<SeenCase> {
    const { version } = await this.get<Versioned>(`/applications/${id}`);
    return this.post(`/applications/${id}/${command}`, json, version);
  }
}

function siteOf(run: RunFile, tenant: string): RunFile['tenants'][string] {
  const site = run.tenants[tenant];
  if (!site) throw new Error(`there is no city ${tenant}; .local/run.json lists them`);
  return site;
}
