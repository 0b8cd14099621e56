import { randomUUID } from 'node:crypto';
import { dogRegistration } from '#portal-client';
import type { TestClaims } from '#testing';
import { dateInBerlin } from '../src/domain/berlin';
import { completeForm, people, RunningApplication } from './running-application';

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const { citizen, otherCitizen, caseworker, headOfOffice } = people;
/** A service of Duisburg that can be applied for without signing in. */
const open = 'hundesteuer-anmeldung';
const taxOffice: TestClaims = { sub: randomUUID(), roles: ['caseworker'], offices: ['steueramt'] };
const newGuest = (): TestClaims => ({ sub: randomUUID(), roles: ['citizen'], guest: true });
const slugOf = ({ body }: { body: object }) =>
  String((body as Record<string, unknown>)['type'] ?? '')
    .split(':')
    .at(-1);
const show = async (who: TestClaims, id: string, site = 'portal') =>
  (await running.get(who, `/${site}/applications/${id}`)).body as Record<string, never> & {
    version: number;
    history: { type: string; facts: object; content?: object; actor?: object }[];
  };

describe('without an account', () => {
  test('R10a W7 a guest files what needs no sign-in, one after the other, and follows it', async () => {
    const guest = newGuest();
    const id = await running.draft(guest, open, dogRegistration());
    const second = await running.post(guest, '/portal/applications', { serviceKey: open });
    expect([second.status, slugOf(second)]).toEqual([409, 'too-many-drafts']);
    expect((await running.submit(guest, id)).body['status']).toBe('filed');
    expect(await show(guest, id)).toMatchObject({ status: 'filed', withoutSignIn: true });
    expect(await show(taxOffice, id, 'backoffice')).toMatchObject({ withoutSignIn: true });
    expect((await running.get(newGuest(), `/portal/applications/${id}`)).status).toBe(404);
  });

  test.each([
    ['R10a', 'rees', 'kontakt'],
    ['W7', 'wuppertal', 'hundesteuer-abmeldung'],
    ['R10a', 'herford', 'kontakt'],
  ])('%s in %s "%s" is begun without signing in', async (_, tenant, serviceKey) => {
    const begun = await running.post({ ...newGuest(), tenant }, '/portal/applications', { serviceKey });
    expect(begun.status).toBe(201);
  });

  test.each([
    ['D13', 'duisburg', 'bewohnerparkausweis'],
    ['W7', 'wuppertal', 'personenstandsurkunde'],
  ])('%s in %s "%s" exists after signing in only', async (_, tenant, serviceKey) => {
    const refused = await running.post({ ...newGuest(), tenant }, '/portal/applications', { serviceKey });
    expect([refused.status, slugOf(refused)]).toEqual([401, 'sign-in-required']);
  });

  test('R10a a guest’s draft ends after a week, whatever its service keeps', async () => {
    const guest = newGuest();
    const id = await running.draft(guest, open);
    const inDays = async () => {
      const { body } = await running.get(guest, `/portal/applications/${id}/form`);
      const { endsAt } = body['draft'] as unknown as { endsAt: string };
      return Math.round((Date.parse(endsAt) - Date.now()) / 86_400_000);
    };
    expect(await inDays()).toBe(7);
    expect((await running.saveForm(guest, id, { keptSince: '2026-10-01' }, 1)).status).toBe(200);
    expect(await inDays()).toBe(7);
  });
});

describe('taking over', () => {
  const claim = async (who: TestClaims, id: string, version: number) =>
    running.post(who, `/portal/applications/${id}/claim`, {}, { ifMatch: version });

  test('R10a who identity says may takes a case over, as an act in its history, and the guest is out', async () => {
    const guest = newGuest();
    const id = await running.draft(guest, open, dogRegistration());
    await running.submit(guest, id);
    const account: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    running.accounts.set(`/internal/persons/${account.sub}/guests`, [String(guest.sub)]);

    const { body } = await running.get(account, '/portal/applications/claimable');
    const [offered] = body['items'] as unknown as { id: string; version: number }[];
    expect(offered?.id).toBe(id);
    // To whom it is not offered it does not exist, at whatever version.
    for (const version of [1, offered?.version ?? 0])
      expect((await claim(otherCitizen, id, version)).status).toBe(404);
    expect((await running.get(account, `/portal/applications/${id}`)).status).toBe(404);

    const claimed = await claim(account, id, offered?.version ?? 0);
    expect([claimed.status, claimed.body['status']]).toEqual([200, 'filed']);
    expect((await running.get(guest, `/portal/applications/${id}`)).status).toBe(404);
    const seen = await show(account, id);
    expect(seen.history.at(-1)?.type).toBe('ApplicationClaimed');
    expect(seen).not.toHaveProperty('withoutSignIn');
    const list = await running.get(account, '/portal/applications');
    expect((list.body['items'] as unknown as { id: string }[]).map((item) => item.id)).toEqual([id]);
    // Twice is once.
    expect((await claim(account, id, seen.version)).body['version']).toBe(seen.version);
  });

  test('R10a a draft can be taken over and gone on with', async () => {
    const guest = newGuest();
    const id = await running.draft(guest, open, dogRegistration());
    const account: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    running.accounts.set(`/internal/persons/${account.sub}/guests`, [String(guest.sub)]);
    expect((await claim(account, id, 1)).status).toBe(200);
    expect((await running.submit(account, id)).body['status']).toBe('filed');
  });

  test('what has an account is nobody’s to take over, nor anything under a mandate', async () => {
    const id = await running.filed();
    const thief: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    running.accounts.set(`/internal/persons/${thief.sub}/guests`, [String(citizen.sub)]);
    expect((await claim(thief, id, 2)).status).toBe(404);
    const guest = newGuest();
    running.accounts.set(`/internal/persons/${thief.sub}/guests`, [String(guest.sub)]);
    const draft = await running.draft(guest, open);
    expect((await claim({ ...thief, actingFor: randomUUID() }, draft, 1)).status).toBe(404);
  });
});

describe('acting for somebody', () => {
  const today = dateInBerlin(new Date().toISOString());
  const child = {
    ...{ relation: 'child', givenName: 'Mia', familyName: 'Mustermann' },
    ...{ dateOfBirth: `${Number(today.slice(0, 4)) - 8}-03-01`, entitled: true },
  };
  const represent = async (who: TestClaims, id: string, body: object) =>
    running.post(who, `/portal/applications/${id}/represent`, body, { ifMatch: '*' });

  test('W5 law 7: a guardian files for a child: who is concerned and who acts are recorded apart, with the consent', async () => {
    const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
    expect((await represent(citizen, id, child)).status).toBe(200);
    const person = { givenName: 'Mia', familyName: 'Mustermann', dateOfBirth: child.dateOfBirth };
    const review = await running.get(citizen, `/portal/applications/${id}/review`);
    expect(review.body['represents']).toEqual({ relation: 'child', person });
    expect((await running.submit(citizen, id)).body['status']).toBe('filed');
    for (const [who, site] of [
      [citizen, 'portal'],
      [caseworker, 'backoffice'],
    ] as const) {
      const seen = await show(who, id, site);
      expect(seen).toMatchObject({ represents: { relation: 'child', person } });
      expect(seen.history).toContainEqual(
        expect.objectContaining({ type: 'RepresentationDeclared', content: person }),
      );
    }
    expect((await show(caseworker, id, 'backoffice'))['applicantId']).toBe(citizen.sub);
  });

  test('law 3: who is concerned is part of what was reviewed', async () => {
    const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
    const { body } = await running.get(citizen, `/portal/applications/${id}/review`);
    const { version } = (await represent(citizen, id, child)).body as unknown as { version: number };
    const declared = { declarationHash: body['declarationHash'], warningAcknowledged: true };
    const answer = await running.post(citizen, `/portal/applications/${id}/submit`, declared, {
      ifMatch: version,
    });
    expect([answer.status, slugOf(answer)]).toEqual([409, 'reviewed-form-changed']);
  });

  test('a company is represented until the last day of the mandate', async () => {
    const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
    const company = { relation: 'company', organisation: 'Muster GmbH', entitled: true, endsOn: today };
    expect((await represent(citizen, id, company)).status).toBe(200);
    expect((await running.submit(citizen, id)).body['status']).toBe('filed');
    const over = await represent(citizen, await running.draft(), { ...company, endsOn: '2026-01-31' });
    expect([over.status, slugOf(over)]).toEqual([409, 'representation-over']);
  });

  test.each([
    ['not without the declaration', { entitled: false }, 422, 'not-entitled'],
    ['not for an adult', { dateOfBirth: '1990-01-01' }, 409, 'not-a-minor'],
    ['not without a name', { familyName: undefined }, 400, 'invalid-input'],
    ['not for who is not born yet', { dateOfBirth: '2999-01-01' }, 400, 'invalid-input'],
  ])('%s', async (_, change, status, slug) => {
    const answer = await represent(citizen, await running.draft(), { ...child, ...change });
    expect([answer.status, slugOf(answer)]).toEqual([status, slug]);
  });

  test('W5 nobody under age is a guardian', async () => {
    const minor: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    const dateOfBirth = { value: `${Number(today.slice(0, 4)) - 16}-01-01`, source: 'official' };
    running.persons.set(String(minor.sub), { attributes: { dateOfBirth } });
    const answer = await represent(minor, await running.draft(minor), child);
    expect([answer.status, slugOf(answer)]).toEqual([409, 'representative-under-age']);
  });

  test('law 7: under a mandate everything is the grantor’s, and recorded as done by the representative', async () => {
    const grantor = randomUUID();
    const representative: TestClaims = { sub: randomUUID(), roles: ['citizen'], actingFor: grantor };
    const id = await running.draft(representative, 'meldebescheinigung', completeForm);
    expect((await running.submit(representative, id)).body['status']).toBe('filed');
    const inOwnName: TestClaims = { sub: String(representative.sub), roles: ['citizen'] };
    expect((await running.get(inOwnName, `/portal/applications/${id}`)).status).toBe(404);
    expect((await show({ sub: grantor, roles: ['citizen'] }, id)).status).toBe('filed');
    const seen = await show(caseworker, id, 'backoffice');
    expect(seen).toMatchObject({ applicantId: grantor, representativeId: representative.sub });
    expect(seen.history.at(0)?.actor).toMatchObject({ personId: representative.sub, actingFor: grantor });
    const { content } = seen.history.find(({ type }) => type === 'ApplicationSubmitted') ?? {};
    expect(content).toMatchObject({ personId: representative.sub, represented: { personId: grantor } });
  });
});

describe('nobody works on an own matter', () => {
  /** A colleague whose account as a citizen identity knows. */
  const colleague = (account: string): TestClaims => {
    const sub = randomUUID();
    running.accounts.set(`/internal/persons/${sub}/own-accounts`, [account]);
    return { sub, roles: ['caseworker'], offices: ['buergerservice'] };
  };

  test('§ 20 VwVfG law 7: a caseworker is recognised as the applicant, in the list and in the case', async () => {
    const applicant: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    const id = await running.filed(applicant);
    const own = colleague(String(applicant.sub));
    const lineOf = async (who: TestClaims) => {
      const { body } = await running.get(who, '/backoffice/work-list?limit=200');
      return (body['items'] as unknown as { id: string; ownCase: boolean }[]).find((line) => line.id === id);
    };
    expect((await lineOf(own))?.ownCase).toBe(true);
    expect((await lineOf(caseworker))?.ownCase).toBe(false);
    expect(await show(own, id, 'backoffice')).toMatchObject({ ownCase: true, allowed: [] });
    for (const [name, body] of [
      ['assign', {}],
      ['start', {}],
    ] as const) {
      const refused = await running.command(own, id, name, body);
      expect([refused.status, slugOf(refused)]).toEqual([409, 'own-application']);
    }
    expect((await running.command(caseworker, id, 'start')).status).toBe(200);
    for (const [name, body] of [
      ['request-documents', { text: 'Bitte.' }],
      ['decide', { outcome: 'granted', text: 'Ja.' }],
    ] as const) {
      const refused = await running.command(own, id, name, body);
      expect([refused.status, slugOf(refused)]).toEqual([409, 'own-application']);
    }
  });

  test('§ 20 VwVfG also whose account came into being a moment ago, although they have looked at the case before', async () => {
    const applicant: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    const id = await running.filed(applicant);
    const sub = randomUUID();
    const own: TestClaims = { sub, roles: ['caseworker'], offices: ['buergerservice'] };
    running.accounts.set(`/internal/persons/${sub}/own-accounts`, []);
    expect(await show(own, id, 'backoffice')).not.toHaveProperty('ownCase');
    running.accounts.set(`/internal/persons/${sub}/own-accounts`, [String(applicant.sub)]);
    const refused = await running.command(own, id, 'start');
    expect([refused.status, slugOf(refused)]).toEqual([409, 'own-application']);
    expect(await show(own, id, 'backoffice')).toMatchObject({ ownCase: true, allowed: [] });
  });

  test('§ 20 VwVfG nor is it assigned to the applicant, nor worked on by who submitted it under a mandate', async () => {
    const applicant: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    const id = await running.filed(applicant);
    const own = colleague(String(applicant.sub));
    const refused = await running.command(headOfOffice, id, 'assign', { assignee: own.sub });
    expect([refused.status, slugOf(refused)]).toEqual([409, 'own-application']);

    const grantor: TestClaims = { sub: randomUUID(), roles: ['citizen'] };
    const draft = await running.draft(grantor, 'meldebescheinigung', completeForm);
    const representative: TestClaims = {
      sub: randomUUID(),
      roles: ['citizen'],
      actingFor: String(grantor.sub),
    };
    expect((await running.submit(representative, draft)).body['status']).toBe('filed');
    const started = await running.command(colleague(String(representative.sub)), draft, 'start');
    expect([started.status, slugOf(started)]).toEqual([409, 'own-application']);
  });
});
