import { Browser, UnexpectedAnswer } from './browser.mjs';

/** How long people wait for something that arrives by itself, in ms. */
const patienceMs = 60_000;

/**
 * Waits until a probe finds something.
 * @template T
 * @param {string} what what is waited for, in words: it stands in the error
 * @param {() => Promise<T | undefined | false>} probe
 * @param {number} [deadlineMs]
 * @returns {Promise<T>}
 */
export async function waitFor(what, probe, deadlineMs = patienceMs) {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${deadlineMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const inboxReader = new Browser();

/** Mails that lie in the local inbox for an address, newest first. */
export async function mailsTo(run, address) {
  if (!run.inbox)
    throw new Error(
      'Mail goes to the server that SMTP_URL names; people of the demo read the local inbox: start without SMTP_URL.',
    );
  return inboxReader.get(new URL(`/api/messages?to=${encodeURIComponent(address)}`, run.inbox).href);
}

/** Somebody with a browser at one of a city's two sites. */
class Person {
  /**
   * @param {Browser} browser
   * @param {string} site origin of the portal or the back-office, e.g. `http://duisburg.localhost:8080`
   */
  constructor(browser, site) {
    this.browser = browser;
    this.site = site.replace(/\/$/, '');
  }

  /** @param {string} path below `/api` */
  get(path) {
    return this.browser.get(`${this.site}/api${path}`);
  }

  /**
   * A command upon something at a version, `version` being what the person last saw.
   * @param {string} path below `/api`
   * @param {unknown} [json]
   * @param {number} [version]
   */
  async post(path, json = {}, version) {
    return (await this.browser.command('POST', `${this.site}/api${path}`, { json, version })).body;
  }

  /** @param {string} path below `/api` @param {unknown} json @param {number} version */
  async patch(path, json, version) {
    return (await this.browser.command('PATCH', `${this.site}/api${path}`, { json, version })).body;
  }

  /** Learns the CSRF token of the session, as a page does when it loads. */
  async arrive() {
    const me = await this.get('/me');
    this.browser.csrf.set(new URL(this.site).origin, me.csrfToken);
    return me;
  }

  close() {
    this.browser.close();
  }
}

export class Citizen extends Person {
  /**
   * Signs in by mail link, reading the local inbox as the citizen would read theirs.
   * @param {import('./run-file.d.mts').RunFile} run
   * @param {string} tenant
   * @param {string} email
   */
  static async signIn(run, tenant, email, language = 'de') {
    const site = run.tenants[tenant].portal;
    const citizen = new Citizen(new Browser(language), site);
    const before = new Set((await mailsTo(run, email)).map((mail) => mail.messageId));
    await citizen.post('/sign-in/email', { email, returnTo: '/' });
    const token = await waitFor(`the sign-in mail to ${email}`, async () => {
      const mail = (await mailsTo(run, email)).find((mail) => !before.has(mail.messageId));
      return mail && /token=([\w.~-]+)/.exec(mail.text)?.[1];
    });
    await citizen.post('/sign-in/email/callback', { token });
    await citizen.arrive();
    return citizen;
  }

  /** "Meine offenen Anträge": every page of it. */
  async myApplications() {
    const items = [];
    let cursor;
    do {
      const page = await this.get(`/applications${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }

  /** Drafts an application and fills in its form; returns it as it then stands. */
  async draft(serviceKey, form) {
    const draft = await this.post('/applications', { serviceKey });
    return this.patch(`/applications/${draft.id}/form`, form, draft.version);
  }

  /** Reviews everything that was entered, confirms, and submits exactly that. */
  async submit({ id, version }) {
    const review = await this.get(`/applications/${id}/review`);
    const declaration = { declarationHash: review.declarationHash, warningAcknowledged: true };
    return this.post(`/applications/${id}/submit`, declaration, version);
  }
}

export class Staff extends Person {
  /**
   * Signs in at the city's identity provider.
   * @param {import('./run-file.d.mts').RunFile} run
   * @param {string} user one of `run.logins.staff`
   */
  static async signIn(run, user) {
    const login = run.logins.staff.find((login) => login.user === user);
    if (!login) throw new Error(`there is no demo login ${user}; .local/run.json lists them`);
    const site = run.tenants[login.tenant].backoffice;
    const staff = new Staff(new Browser(), site);
    const page = await staff.browser.open('GET', new URL('/api/sign-in/oidc/start?returnTo=/api/me', site));
    const arrived = await staff.browser.submitForm(page, { user: login.user, password: login.password });
    if (arrived.status !== 200)
      throw new UnexpectedAnswer(`sign-in of ${user}`, arrived.status, arrived.body);
    await staff.arrive();
    return staff;
  }

  /** Gives a command upon a case at its present version and returns the answer. */
  async act(id, command, json = {}) {
    const { version } = await this.get(`/applications/${id}`);
    return this.post(`/applications/${id}/${command}`, json, version);
  }
}
