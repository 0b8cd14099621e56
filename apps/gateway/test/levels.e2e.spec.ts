import { randomUUID } from 'node:crypto';
import {
  Citizen,
  signInAtProvider,
  UnexpectedAnswer,
  type ProviderChoice,
  type RunFile,
} from '#portal-client';
import { wholeSystem } from '#testing';

/** From a draft to a filed application over a step-up at BundID, as a browser does it. */
let system: RunFile;
const citizens: Citizen[] = [];
beforeAll(async () => {
  system = await wholeSystem();
}, 400_000);
afterAll(() => {
  for (const citizen of citizens) citizen.close();
});

/** Whose forms begin with what the provider tells of her. */
const erika = (means: string): ProviderChoice => ({ person: 'erika.mustermann', means });
const signedInAt = async (city: string, choice: ProviderChoice) => {
  const citizen = await Citizen.signInAt(system, city, choice);
  citizens.push(citizen);
  return citizen;
};

interface Session {
  id: string;
  levelOfAssurance: string;
  levels: { levelOfAssurance: string }[];
  stepUp: { levelOfAssurance: string; start: string }[];
}
const sessionOf = async (citizen: Citizen) => (await citizen.get<{ session: Session }>('/me')).session;

/** Goes to the provider, and comes back to where the person was. */
const goTo = async (citizen: Citizen, start: string, choice: ProviderChoice) => {
  const address = `${citizen.site}${start}&returnTo=${encodeURIComponent('/antraege')}`;
  const arrived = await signInAtProvider(citizen.browser, address, choice);
  return [arrived.status, arrived.url.pathname, arrived.body] as const;
};
const stepUpTo = async (citizen: Citizen, level: string, choice: ProviderChoice) => {
  const { stepUp } = await sessionOf(citizen);
  const way = stepUp.find(({ levelOfAssurance }) => levelOfAssurance === level);
  return goTo(citizen, way?.start ?? 'none', choice);
};

/** Why a draft is not submitted: the problem as the browser gets it. */
const refusalOf = async (citizen: Citizen, id: string) => {
  const { version } = await citizen.get<{ version: number }>(`/applications/${id}`);
  const refused: unknown = await citizen.submit({ id, version }).catch((error: unknown) => error);
  if (!(refused instanceof UnexpectedAnswer)) throw new Error(`it was submitted: ${JSON.stringify(refused)}`);
  return { problem: refused.problem, ...(refused.body as { ways?: { start: string }[]; required?: string }) };
};
const submit = async (citizen: Citizen, id: string) => {
  const { version } = await citizen.get<{ version: number }>(`/applications/${id}`);
  return citizen.submit({ id, version });
};
const formOf = (citizen: Citizen, id: string) =>
  citizen.get<{ form: object; draft: { version: number } }>(`/applications/${id}/form`);

test('D17 in Duisburg somebody signed in by a link files for level high, and nothing that was entered is lost', async () => {
  const citizen = await Citizen.signIn(system, 'duisburg', `stufe.${randomUUID()}@example.org`);
  citizens.push(citizen);
  const birthDate = `${new Date().getFullYear() - 16}-01-02`;
  const form = {
    filedBy: 'young-person',
    youngPerson: { givenNames: 'Mia', familyName: 'Schulte', birthDate },
    home: { street: 'Burgplatz', houseNumber: '19', postcode: '47051' },
    examination: 'first',
  };
  const { id } = await citizen.draft('untersuchungsberechtigungsschein', form);
  expect(await refusalOf(citizen, id)).toMatchObject({
    problem: 'level-of-assurance-too-low',
    required: 'high',
  });
  const before = await sessionOf(citizen);
  const entered = await formOf(citizen, id);

  // A temporary login tells nothing by which anybody is known: it can be anybody's, as often as this runs.
  const choice = { person: 'aylin.demir', means: 'eID' };
  expect((await stepUpTo(citizen, 'high', choice)).slice(0, 2)).toEqual([200, '/antraege']);
  const after = await sessionOf(citizen);
  expect([before.levelOfAssurance, after.levelOfAssurance]).toEqual(['none', 'high']);
  expect(after.id).toBe(before.id);
  expect(after.levels.map(({ levelOfAssurance }) => levelOfAssurance)).toEqual([
    'high',
    'substantial',
    'low',
  ]);
  expect(await formOf(citizen, id)).toEqual(entered);
  expect(await submit(citizen, id)).toMatchObject({ status: 'filed' });
});

test('R14 in Rees somebody on level low steps up by ELSTER and files', async () => {
  const citizen = await signedInAt('rees', erika('Benutzername'));
  const { id } = await citizen.draft('uebermittlungssperre', { against: ['parties'] });
  expect(await refusalOf(citizen, id)).toMatchObject({
    problem: 'level-of-assurance-too-low',
    required: 'substantial',
  });
  expect((await stepUpTo(citizen, 'substantial', erika('Elster'))).slice(0, 2)).toEqual([200, '/antraege']);
  expect((await sessionOf(citizen)).levelOfAssurance).toBe('substantial');
  expect(await submit(citizen, id)).toMatchObject({ status: 'filed' });
});

test('D17 R14 a step-up in which somebody else identifies themselves merges nothing, and the draft stays', async () => {
  const citizen = await signedInAt('rees', erika('Benutzername'));
  const { id } = await citizen.draft('uebermittlungssperre', { against: ['parties'] });
  const before = await citizen.get<{ personId: string; session: Session; attributes: object }>('/me');
  const [status, , problem] = await stepUpTo(citizen, 'high', { person: 'maria.schmitz', means: 'eID' });
  expect([status, problem]).toEqual([
    409,
    expect.objectContaining({
      type: 'urn:serviceportal:problem:step-up-other-person',
      returnTo: '/antraege',
    }),
  ]);
  const after = await citizen.get<{ personId: string; session: Session; attributes: object }>('/me');
  expect([after.personId, after.attributes, after.session.id, after.session.levelOfAssurance]).toEqual([
    before.personId,
    before.attributes,
    before.session.id,
    'low',
  ]);
  expect(await refusalOf(citizen, id)).toMatchObject({ problem: 'level-of-assurance-too-low' });
});

test('W2 W3 in Wuppertal each application is filed with a proof that is made for it, and for nothing else', async () => {
  const citizen = await signedInAt('wuppertal', erika('eID'));
  const form = { kind: 'simple' };
  const [one, other] = [
    await citizen.draft('meldebescheinigung', form),
    await citizen.draft('meldebescheinigung', form),
  ];
  // However strongly the session began: the proof is one of its own.
  const refused = await refusalOf(citizen, one.id);
  expect(refused.problem).toBe('eid-proof-required');
  const start = refused.ways?.[0]?.start ?? 'none';
  expect((await goTo(citizen, start, erika('eID'))).slice(0, 2)).toEqual([200, '/antraege']);
  // For the other one it proves nothing, and neither for this one once it says something else.
  expect((await refusalOf(citizen, other.id)).problem).toBe('eid-proof-required');
  const { draft } = await formOf(citizen, one.id);
  await citizen.patch(`/applications/${one.id}/form`, { purpose: 'Bank' }, draft.version);
  const changed = await refusalOf(citizen, one.id);
  expect(changed.problem).toBe('eid-proof-for-other-declaration');
  await goTo(citizen, changed.ways?.[0]?.start ?? 'none', erika('eID'));
  expect(await submit(citizen, one.id)).toMatchObject({ status: 'filed' });
  expect(await citizen.get(`/applications/${one.id}`)).toMatchObject({
    eidProof: { method: 'bundid', means: 'eid', levelOfAssurance: 'high' },
  });
});

test('one ends the sessions in one’s other browsers, and sees when one signed in', async () => {
  const [here, there] = [
    await signedInAt('rees', erika('eID')),
    await signedInAt('rees', erika('Benutzername')),
  ];
  const list = await here.browser.request<{ items: { id: string; current: boolean }[] }>(
    'GET',
    `${here.site}/api/me/sessions`,
  );
  const { id } = await sessionOf(there);
  expect(list.body.items.map((session) => session.id)).toContain(id);
  const ended = await here.browser.request<{ items: { current: boolean }[] }>(
    'DELETE',
    `${here.site}/api/me/sessions`,
    {
      headers: { 'if-match': String(list.headers.etag) },
    },
  );
  expect([ended.status, ended.body.items.map(({ current }) => current)]).toEqual([200, [true]]);
  const { items } = await here.get<{ items: { what: string }[] }>('/me/sign-ins?limit=1');
  expect(items).toEqual([expect.objectContaining({ what: 'signed-out' })]);
});
