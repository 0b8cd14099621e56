import { randomUUID } from 'node:crypto';
import {
  birthCertificate,
  Citizen,
  dogRegistration,
  Staff,
  waitFor,
  type Items,
  type MailboxEntry,
  type Person,
  type RunFile,
  type SeenCase,
  type ThreadItem,
} from '#portal-client';

/** The day so many days from now, as the API has it. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Somebody's application in some state. */
export interface Applied {
  readonly citizen: Citizen;
  readonly application: SeenCase;
}

/**
 * Citizens and cases in the states that the pages show, made over HTTP as people make them: each once, when a page asks for it,
 * and for new people each time, so that a picture shows no more than it is of.
 */
export class Scene {
  private readonly made = new Map<string, Promise<unknown>>();
  private readonly people: Person[] = [];

  constructor(readonly run: RunFile) {}

  /** Somebody who has signed in for the first time. */
  newcomer(city = 'duisburg'): Promise<Citizen> {
    return this.once(`newcomer of ${city}`, () => this.signedIn(city));
  }

  /** Somebody whose name and address BundID vouches for, on the level of a password. */
  known(city = 'duisburg'): Promise<Citizen> {
    return this.once(`known in ${city}`, async () =>
      this.here(
        await Citizen.signInAt(this.run, city, { person: 'erika.mustermann', means: 'Benutzername' }),
      ),
    );
  }

  /** Somebody who has filed without an account, and signed in later with the same address. */
  claimant(): Promise<Citizen> {
    return this.once('claimant', async () => {
      const [service, email] = ['hundesteuer-anmeldung', `erika.${randomUUID()}@example.org`];
      const guest = this.here(await Citizen.withoutAccount(this.run, 'duisburg', service));
      await guest.submit(await guest.draft(service, dogRegistration()));
      const ask = () => guest.post('/me/follow-link', { email, returnTo: '/antraege' });
      await guest.followLink(this.run, email, ask);
      return this.here(await Citizen.signIn(this.run, 'duisburg', email));
    });
  }

  /** Somebody who acts for whoever gave them a mandate. */
  representative(): Promise<Citizen> {
    return this.once('representative', async () => {
      const [grantor, holder] = [await this.signedIn(), await this.signedIn()];
      const endsOn = `${new Date().getFullYear() + 1}-12-31`;
      const { id, code } = await grantor.post<{ id: string; code: string }>('/me/mandates', { endsOn });
      await holder.post('/me/mandates/accept', { code });
      await holder.actUnder(id);
      return holder;
    });
  }

  /** A form in which nothing stands yet. */
  begun(): Promise<Applied> {
    return this.once('begun', async () => {
      const citizen = await this.signedIn();
      return {
        citizen,
        application: await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' }),
      };
    });
  }

  /** A form that begins with what BundID says of somebody. */
  prefilled(): Promise<Applied> {
    return this.once('prefilled', async () => {
      const citizen = await this.known();
      return {
        citizen,
        application: await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' }),
      };
    });
  }

  /** A form that is complete. */
  filledIn(): Promise<Applied> {
    return this.once('filled in', () => this.drafted());
  }

  filed(): Promise<Applied> {
    return this.once('filed', async () => this.submitted(await this.drafted()));
  }

  /** One in which BundID told who files. */
  vouched(): Promise<Applied> {
    return this.once('vouched', async () => {
      const citizen = await this.known();
      const { dog, keptSince } = dogRegistration();
      return this.submitted({
        citizen,
        application: await citizen.draft('hundesteuer-anmeldung', { dog, keptSince }),
      });
    });
  }

  /** One that a caseworker has taken and works on. */
  processed(): Promise<Applied> {
    return this.once('processed', () => this.taken());
  }

  /** One that waits for what the office asked for. */
  requested(): Promise<Applied> {
    return this.once('requested', async () => {
      const applied = await this.taken();
      await this.act(applied, 'request-documents', {
        text: 'Wir müssen sehen, wann Ihr Hund zuletzt geimpft wurde. Ein Foto der Seite genügt.',
        documents: ['Impfausweis'],
        dueOn: inDays(10),
      });
      await this.threadOf(applied);
      return applied;
    });
  }

  /** One about which the office and the citizen have written to each other. */
  conversing(): Promise<Applied> {
    return this.once('conversing', async () => {
      const applied = await this.taken();
      const { citizen, application } = applied;
      const caseworker = await this.staff('m.nguyen');
      await caseworker.write(
        application.id,
        'Guten Tag Frau Yılmaz, hat Ihr Hund schon eine Steuermarke aus einer anderen Stadt?',
      );
      await waitFor('the message of the office', () => this.hasLines(applied, 'office'));
      await citizen.write(application.id, 'Guten Tag, ja. Die Marke ist aus Krefeld, Nummer 4711.');
      await waitFor('the answer to it', () => this.hasLines(applied, 'citizen'));
      return applied;
    });
  }

  /** One that was decided against its applicant, whose notice was opened. */
  rejected(): Promise<Applied> {
    return this.once('rejected', async () => {
      const applied = await this.decidedAs({
        outcome: 'rejected',
        text: 'Ihr Hund lässt sich hier nicht anmelden: Sie wohnen nicht in Duisburg.',
      });
      await applied.citizen.retrieveNotice(applied.application.id);
      return applied;
    });
  }

  /** One whose notice lies in the mailbox and was not opened yet. */
  decided(): Promise<Applied> {
    return this.once('decided', () => this.granted());
  }

  /** One whose notice was opened. */
  retrieved(): Promise<Applied> {
    return this.once('retrieved', async () => {
      const applied = await this.granted();
      await applied.citizen.retrieveNotice(applied.application.id);
      return applied;
    });
  }

  /** One that is closed. */
  closed(): Promise<Applied> {
    return this.once('closed', async () => {
      const applied = await this.granted();
      const { citizen, application } = applied;
      await citizen.retrieveNotice(application.id);
      await waitFor('the record that the notice was retrieved', async () => {
        const { history } = await citizen.get<SeenCase>(`/applications/${application.id}`);
        return history.some(({ type }) => type === 'NoticeRetrieved');
      });
      await this.act(applied, 'close');
      return applied;
    });
  }

  /** One that its applicant took back. */
  withdrawn(): Promise<Applied> {
    return this.once('withdrawn', async () => {
      const { citizen, application } = await this.submitted(await this.drafted());
      const { version } = await citizen.get<SeenCase>(`/applications/${application.id}`);
      await citizen.post(`/applications/${application.id}/withdraw`, {}, version);
      return { citizen, application };
    });
  }

  /** One that counts as filed only when it is paid. */
  unpaid(): Promise<Applied> {
    return this.once('unpaid', () => this.ordered());
  }

  /** One whose fee was paid. */
  paid(): Promise<Applied> {
    return this.once('paid', async () => {
      const { citizen, application } = await this.ordered();
      await citizen.atTheProvider(await citizen.pay(application, { method: 'credit-card' }), 'pay');
      await waitFor('the filing of what was paid', async () => {
        const { status } = await citizen.get<SeenCase>(`/applications/${application.id}`);
        return status === 'filed';
      });
      return { citizen, application };
    });
  }

  /** One that was paid after it was withdrawn: the money goes back by transfer, to an account that the person names. */
  refunding(): Promise<Applied> {
    return this.once('refunding', async () => {
      const { citizen, application } = await this.ordered();
      const payment = await citizen.pay(application, { method: 'credit-card' });
      await citizen.post(`/applications/${application.id}/withdraw`, {}, application.version);
      await citizen.atTheProvider(payment, 'pay');
      await waitFor('the question for an account', async () => {
        const { allowed } = await citizen.get<{ allowed: readonly string[] }>(`/payments/${payment.id}`);
        return allowed.includes('give-refund-account');
      });
      return { citizen, application };
    });
  }

  /** One whose payment was begun, and which nothing was heard of yet. */
  underWay(): Promise<Applied> {
    return this.once('under way', async () => {
      const applied = await this.ordered();
      await applied.citizen.pay(applied.application, { method: 'credit-card' });
      return applied;
    });
  }

  /** A form that is complete, to which files are handed in. */
  handedIn(): Promise<Applied> {
    return this.once('handed in', () => this.drafted());
  }

  /** One whose payment did not succeed. */
  refused(): Promise<Applied> {
    return this.once('refused', async () => {
      const { citizen, application } = await this.ordered();
      await citizen.atTheProvider(await citizen.pay(application, { method: 'credit-card' }), 'fail');
      return { citizen, application };
    });
  }

  /** Somebody who files without an account, with a draft. */
  guest(): Promise<Applied> {
    return this.once('guest', async () => {
      const serviceKey = 'hundesteuer-anmeldung';
      const citizen = this.here(await Citizen.withoutAccount(this.run, 'duisburg', serviceKey));
      return { citizen, application: await citizen.post('/applications', { serviceKey }) };
    });
  }

  /** Somebody who works for the city. @param user one of `run.logins.staff` */
  staff(user: string): Promise<Staff> {
    return this.once(`staff ${user}`, async () => this.here(await Staff.signIn(this.run, user)));
  }

  /** One about which everything was said that an office says to itself. */
  discussed(): Promise<Applied> {
    return this.once('discussed', async () => {
      const applied = await this.taken();
      const other = await this.filed();
      const { personId } = await (await this.staff('h.brandt')).get<{ personId: string }>('/me');
      await this.act(applied, 'note', { text: 'Am Telefon: der Hund ist ein Welpe.' });
      await this.act(applied, 'set-task', {
        ...{ kind: 'advice', assignee: personId, dueOn: inDays(3) },
        text: 'Greift die Befreiung?',
      });
      await this.act(applied, 'set-resubmission', { on: inDays(5), reason: 'Antwort aus Krefeld?' });
      await this.act(applied, 'correct', { entry: 1, text: 'Der Hund heißt Luna.' });
      await this.act(applied, 'link', { to: other.application.id, reason: 'Derselbe Haushalt' });
      return applied;
    });
  }

  /** One whose notice goes by post. */
  toPost(): Promise<Applied> {
    return this.once('to post', async () => {
      const { citizen, application } = await this.drafted();
      const applied = { citizen, application: await citizen.submit(application) };
      await this.act(applied, 'assign');
      await this.act(applied, 'start');
      await this.act(applied, 'decide', { outcome: 'granted', text: 'Ihr Hund ist angemeldet.' });
      return applied;
    });
  }

  /** One whose decision waits for a second person. */
  proposed(): Promise<Applied> {
    return this.once('proposed', () => this.permit());
  }

  /** One whose decision a second person did not approve. */
  sentBack(): Promise<Applied> {
    return this.once('sent back', async () => {
      const applied = await this.permit();
      const head = await this.staff('h.brandt');
      const { proposal } = await head.get<{ proposal: { entry: number } }>(
        `/applications/${applied.application.id}`,
      );
      const reason = 'Die Fläche ist zu groß.';
      await head.act(applied.application.id, 'send-back', { entry: proposal.entry, reason });
      return applied;
    });
  }

  /** Closes every connection. */
  end(): void {
    for (const person of this.people) person.close();
  }

  private once<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
    const made = (this.made.get(name) as Promise<Made> | undefined) ?? make();
    this.made.set(name, made);
    return made;
  }

  private here<Somebody extends Person>(person: Somebody): Somebody {
    this.people.push(person);
    return person;
  }

  private async signedIn(city = 'duisburg'): Promise<Citizen> {
    return this.here(await Citizen.signIn(this.run, city, `erika.${randomUUID()}@example.org`));
  }

  private async drafted(): Promise<Applied> {
    const citizen = await this.signedIn();
    return { citizen, application: await citizen.draft('hundesteuer-anmeldung', dogRegistration()) };
  }

  private async submitted({ citizen, application }: Applied): Promise<Applied> {
    await citizen.consentToElectronicNotices();
    const applied = { citizen, application: await citizen.submit(application) };
    await citizen.paperOf(application.id, 'copy');
    await this.threadOf(applied);
    return applied;
  }

  private async taken(): Promise<Applied> {
    const applied = await this.submitted(await this.drafted());
    await this.act(applied, 'assign');
    await this.act(applied, 'start');
    return applied;
  }

  private granted(): Promise<Applied> {
    return this.decidedAs({ outcome: 'granted', text: 'Ihr Hund ist zur Hundesteuer angemeldet.' });
  }

  private async decidedAs(decision: { readonly outcome: string; readonly text: string }): Promise<Applied> {
    const applied = await this.taken();
    await this.act(applied, 'decide', {
      ...decision,
      legalRemedies: 'Gegen diesen Bescheid ist der Widerspruch zulässig.',
    });
    const { citizen, application } = applied;
    await waitFor('the notice in the mailbox', async () => {
      const { status } = await citizen.get<SeenCase>(`/applications/${application.id}`);
      return status === 'notice-available';
    });
    await citizen.paperOf(application.id, 'notice');
    return applied;
  }

  private async permit(): Promise<Applied> {
    const citizen = await this.signedIn();
    const draft = await citizen.draft('sondernutzung', {
      applicant: { givenNames: 'Erika', familyName: 'Mustermann' },
      contact: { email: 'erika@example.org' },
      ...{ use: 'skip', place: { description: 'Königstraße 1', area: '12' } },
      ...{ from: '2099-01-01', until: '2099-01-31' },
    });
    const application = await citizen.submit(draft);
    const caseworker = await this.staff('k.becker');
    await caseworker.act(application.id, 'start');
    await caseworker.act(application.id, 'decide', {
      outcome: 'granted',
      text: 'Der Container ist erlaubt.',
    });
    return { citizen, application };
  }

  private async ordered(): Promise<Applied> {
    const citizen = await this.signedIn();
    const draft = await citizen.draft('personenstandsurkunde', birthCertificate.duisburg);
    return { citizen, application: await citizen.submit(draft) };
  }

  private async act({ application }: Applied, command: string, json: object = {}): Promise<void> {
    await (await this.staff('m.nguyen')).act(application.id, command, json);
  }

  private async hasLines({ citizen, application }: Applied, author: string): Promise<boolean> {
    const { items } = await citizen.get<Items<ThreadItem & { readonly author: string }>>(
      `/applications/${application.id}/messages`,
    );
    return items.some((line) => line.kind === 'message' && line.author === author);
  }

  /** Waits until the mailbox knows of an application. */
  private async threadOf({ citizen, application }: Applied): Promise<void> {
    await waitFor('the entry in the mailbox', async () => {
      const { items } = await citizen.get<Items<MailboxEntry>>('/mailbox');
      return items.some(({ applicationId }) => applicationId === application.id);
    });
  }
}
