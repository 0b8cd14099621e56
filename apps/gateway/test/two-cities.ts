import { randomUUID } from 'node:crypto';
import { Citizen, dogRegistration, type SeenCase, Staff } from '#portal-client';
import { wholeSystem } from '#testing';
import { ask, type Answered, type Asking } from './client';

/** Somebody at one of the sites, and what their browser sends along. */
export type Person = Pick<InstanceType<typeof Citizen>, 'browser' | 'site'>;

/** An application as its applicant last saw it. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

/** What is asked beside what a correct client would send. */
export interface Wish extends Asking {
  /** Headers that are left out although a correct client would send them. */
  readonly without?: readonly string[];
}

/** The people of two cities in a running system, and two applications of one of them: a draft and a filed one. */
export async function twoCities() {
  const system = await wholeSystem();
  const run = randomUUID().slice(0, 8);
  const citizen = (name: string, city: string) =>
    Citizen.signIn(system, city, `${name}.${run}@example.org`, 'de');
  const anna = await citizen('anna', 'duisburg');
  const people = {
    anna,
    ben: await citizen('ben', 'duisburg'),
    wim: await citizen('wim', 'wuppertal'),
    caseworker: await Staff.signIn(system, 'm.nguyen'),
    head: await Staff.signIn(system, 'h.brandt'),
    otherOffice: await Staff.signIn(system, 'p.schroeder'),
    otherCity: await Staff.signIn(system, 'w.klein'),
    auditor: await Staff.signIn(system, 'a.revision'),
    treasury: await Staff.signIn(system, 'g.kasse'),
  };
  const draft: Seen = await anna.post('/applications', { serviceKey: 'hundesteuer-anmeldung' }, undefined);
  const filed: Seen = await anna.submit(await anna.draft('hundesteuer-anmeldung', dogRegistration()));
  await anna.paperOf(filed.id, 'copy'); // from here on nothing happens to it by itself
  const gateway = { getUrl: async () => system.gateway.replace('localhost', '127.0.0.1') };

  return {
    ...people,
    citizen,
    system,
    draft,
    filed,

    /** Asks as a person's browser would, or as a stranger's, except for what the wish says. */
    asked(person: Person | undefined, path: string, wish: Wish = {}): Promise<Answered> {
      const site = new URL(person?.site ?? system.tenants['duisburg']?.portal ?? '');
      const cookie = person?.browser.cookieHeader(site.hostname);
      const headers: Asking['headers'] = {
        ...(cookie && { cookie }),
        'x-csrf-token': person?.browser.csrf.get(site.origin) ?? '',
        'idempotency-key': randomUUID(),
        ...wish.headers,
      };
      for (const name of wish.without ?? []) delete headers[name];
      const method = wish.method ?? (wish.body === undefined ? 'GET' : 'POST');
      return ask(gateway, `/api${path}`, { ...wish, method, headers, host: wish.host ?? site.host });
    },

    /** Where the two applications stand, and how many their applicant has. */
    async standing(): Promise<unknown> {
      const [one, other] = await Promise.all([
        anna.get<SeenCase>(`/applications/${draft.id}`),
        anna.get<SeenCase>(`/applications/${filed.id}`),
      ]);
      const list = (await anna.myApplications()).length;
      return { draft: [one.version, one.status], filed: [other.version, other.status], list };
    },

    close(): void {
      for (const person of Object.values(people)) person.close();
    },
  };
}

export type TwoCities = Awaited<ReturnType<typeof twoCities>>;
