import { Citizen, dogRegistration, type RunFile } from '#portal-client';

/** What a phone of middling age has, beside a desk's processor. */
export const slowdown = 4;

/** A page that is measured: what it is called, and where it is. */
export interface MeasuredPage {
  readonly name: string;
  readonly path: string;
  /** Who looks at it; nobody who is signed in where it is absent. */
  readonly person?: Citizen;
}

/** What most people ask for: two pages of strangers, and two of somebody with a list and a form that is begun. */
export interface MeasuredPages {
  readonly start: MeasuredPage;
  readonly service: MeasuredPage;
  readonly list: MeasuredPage & { readonly person: Citizen };
  readonly step: MeasuredPage;
  /** The portal's address, without a slash at the end. */
  readonly site: string;
  end(): void;
}

const service = 'hundesteuer-anmeldung';

/** Begins a form and files another, so that there is something to look at. */
export async function measuredPages(run: RunFile): Promise<MeasuredPages> {
  const person = await Citizen.signIn(run, 'duisburg', 'bench.writer@example.org');
  await person.submit(await person.draft(service, dogRegistration()));
  const { id } = await person.post('/applications', { serviceKey: service });
  return {
    start: { name: 'start page', path: '/' },
    service: { name: 'page of a service', path: `/dienstleistungen/${service}` },
    list: { name: 'own list', path: '/antraege', person },
    step: { name: 'step of a form', path: `/antraege/${id}/formular/1`, person },
    site: person.site,
    end: () => person.close(),
  };
}
