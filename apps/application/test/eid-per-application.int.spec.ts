import { randomUUID } from 'node:crypto';
import { eventually, readAloud, type TestClaims } from '#testing';
import {
  caseworkerId,
  citizenId,
  otherCitizenId,
  people,
  proofName,
  RunningApplication,
} from './running-application';

/** W2 W3, law 3: Wuppertal's Meldebescheinigung is filed with a proof of identity that is made for it alone. */
let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start({ environment: { MAKES_PAPERS: 'true' } });
});
afterAll(() => running.stop());
beforeEach(() => running.proofs.clear());

const citizen: TestClaims = { ...people.citizen, tenant: 'wuppertal', levelOfAssurance: 'low' };
const caseworker: TestClaims = {
  sub: caseworkerId,
  tenant: 'wuppertal',
  roles: ['caseworker'],
  offices: ['einwohnermeldeamt'],
};
const form = {
  person: { givenNames: 'Erika', familyName: 'Müstermann', birthDate: '1964-08-12' },
  home: { street: 'Johannes-Rau-Platz', houseNumber: '1', postcode: '42275', city: 'Wuppertal' },
  kind: 'simple',
};
const proof = {
  id: '6f0f6a86-3a3a-4a44-9b9c-0a2d4a3b1c55',
  method: 'bundid',
  means: 'eid',
  levelOfAssurance: 'high',
  provenAt: '2026-11-26T09:31:04.123Z',
};

const draft = () => running.draft(citizen, 'meldebescheinigung', form);
const reviewed = async (id: string) =>
  (await running.get(citizen, `/portal/applications/${id}/review`)).body as unknown as {
    declarationHash: string;
    eidProofBy: { method: string; means: string[]; start: string }[];
  };
/** Somebody proves who they are for this draft as it stands. */
const prove = async (id: string, made: object = proof, person = citizenId) => {
  const { declarationHash } = await reviewed(id);
  running.proofs.set(proofName(id, person, declarationHash), made);
  return declarationHash;
};
const problem = (slug: string) => ({ type: `urn:serviceportal:problem:${slug}`, status: 409 });

test('W2 W3 without its own proof it is not filed; who is refused is told where it is made, and keeps the draft', async () => {
  const id = await draft();
  const { declarationHash, eidProofBy } = await reviewed(id);
  const refused = await running.submit({ ...citizen, levelOfAssurance: 'high' }, id);
  expect(refused.body).toMatchObject({
    ...problem('eid-proof-required'),
    ways: [
      {
        method: 'bundid',
        means: ['eid', 'smart-eid', 'eidas'],
        start: `/api/sign-in/bundid/start?purpose=declaration&application=${id}&hash=${declarationHash}&service=meldebescheinigung&level=high`,
      },
    ],
    allowed: ['save-form', 'withdraw'],
  });
  expect(eidProofBy).toEqual(refused.body['ways']);
  expect((await running.get(citizen, `/portal/applications/${id}`)).body).toMatchObject({ status: 'draft' });
});

test('W2 W3 with it the proof becomes part of what is filed, and everybody who looks at the case sees it', async () => {
  const id = await draft();
  const declarationHash = await prove(id);
  const filed = await running.submit(citizen, id);
  expect([filed.status, filed.body]).toEqual([200, expect.objectContaining({ status: 'filed' })]);
  const [row] = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND type = 'ApplicationSubmitted'`,
    [id],
    'wuppertal',
  );
  expect(JSON.parse(row?.payload ?? '')).toMatchObject({ declarationHash, eidProof: proof });
  for (const [who, path] of [
    [citizen, `/portal/applications/${id}`],
    [caseworker, `/backoffice/applications/${id}`],
  ] as const)
    expect((await running.get(who, path)).body).toMatchObject({ eidProof: proof });
  const { history } = (await running.get(citizen, `/portal/applications/${id}`)).body as unknown as {
    history: { type: string; facts: object }[];
  };
  expect(history.find(({ type }) => type === 'ApplicationSubmitted')?.facts).toMatchObject({
    eidProof: proof,
  });
});

test('W2 W3 the copy of what was filed names the proof', async () => {
  const id = await draft();
  await prove(id);
  await running.submit(citizen, id);
  const shown = await eventually('the copy', async () => {
    const { body } = await running.get(citizen, `/portal/applications/${id}`);
    return (body['documents'] as unknown as { id: string; kind: string }[]).find(
      ({ kind }) => kind === 'copy',
    );
  });
  const pdf = (await running.get(citizen, `/portal/applications/${id}/documents/${shown.id}`))
    .body as unknown as Buffer;
  const read = (await readAloud(pdf)).map(([, text]) => text.trim().replace(/\s+/g, ' '));
  expect(read[read.indexOf('Identitätsnachweis für diese Erklärung') + 1]).toBe(
    `Online-Ausweis (BundID) 26.11.2026, 10:31:04 Uhr (MEZ, UTC+1) Kennung des Nachweises: ${proof.id}`,
  );
});

test('W2 W3 changing the form afterwards makes the proof one for another declaration', async () => {
  const id = await draft();
  await prove(id);
  expect((await running.saveForm(citizen, id, { purpose: 'Bank' }, 2)).status).toBe(200);
  expect((await running.submit(citizen, id)).body).toMatchObject(problem('eid-proof-for-other-declaration'));
  // Back to the same words is the same declaration only where it is the same text; a new proof is always one.
  await prove(id);
  expect((await running.submit(citizen, id)).status).toBe(200);
});

test('W2 W3 a proof for another application, or of another person, files nothing', async () => {
  const [one, other] = [await draft(), await draft()];
  await prove(one);
  expect((await running.submit(citizen, other)).body).toMatchObject(problem('eid-proof-required'));
  await prove(other, proof, otherCitizenId);
  expect((await running.submit(citizen, other)).body).toMatchObject(problem('eid-proof-required'));
  expect((await running.submit(citizen, one)).status).toBe(200);
});

test.each([
  ['on a lower level', { levelOfAssurance: 'substantial', means: 'elster' }],
  ['with a means that the service does not take', { means: 'diia' }],
  ['at a way in that is not the city’s', { method: 'servicekonto-nrw' }],
])('W2 W3 a proof %s files nothing, whatever identity says', async (_how, made) => {
  const id = await draft();
  await prove(id, { ...proof, id: randomUUID(), ...made });
  expect((await running.submit(citizen, id)).body).toMatchObject(problem('eid-proof-required'));
});

test('W2 W3 it is filed once: a proof of a filed application files nothing more', async () => {
  const id = await draft();
  const declarationHash = await prove(id);
  expect((await running.submit(citizen, id)).status).toBe(200);
  const body = { declarationHash, warningAcknowledged: true };
  const again = await running.post(citizen, `/portal/applications/${id}/submit`, body, { ifMatch: '*' });
  expect(again.status).toBe(409);
  expect(again.body['type']).not.toContain('eid-proof');
});

test('W2 W3 an auditor sees the proof as of any moment after it, with what each party saw', async () => {
  const id = await draft();
  await prove(id);
  await running.submit(citizen, id);
  const audit: TestClaims = { ...people.audit, tenant: 'wuppertal' };
  const factsAt = async (version: number, as: string) => {
    const path = `/internal/applications/${id}/history?asOfVersion=${version}&as=${as}`;
    const { history } = (await running.get(audit, path)).body as unknown as {
      history: { type: string; facts: object }[];
    };
    return history.find(({ type }) => type === 'ApplicationSubmitted')?.facts;
  };
  expect(await factsAt(1, 'auditor')).toBeUndefined();
  for (const as of ['auditor', 'caseworker', 'citizen'])
    expect(await factsAt(2, as)).toMatchObject({ eidProof: proof });
});

test('a service that asks for no proof of its own gets none', async () => {
  const id = await running.filed();
  expect((await running.get(people.citizen, `/portal/applications/${id}`)).body).not.toHaveProperty(
    'eidProof',
  );
  const other = await running.draft();
  const review = await running.get(people.citizen, `/portal/applications/${other}/review`);
  expect(review.body['eidProofBy']).toEqual([]);
});
