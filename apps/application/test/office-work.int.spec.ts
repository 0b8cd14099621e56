import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { TestClaims } from '#testing';
import { dateInBerlin } from '../src/domain/berlin';
import { addDays } from '../src/domain/law/calendar';
import { caseworkerId, people, RunningApplication, strangerId } from './running-application';

/** How an office shares its work: many cases at once, who else has one open, and how it all stands. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
  running.names.set(caseworkerId, 'Minh Nguyen');
});
afterAll(() => running.stop());

const { auditor, caseworker, caseworkerElsewhere, citizen, headOfOffice, operator } = people;

interface BulkAnswer {
  readonly done: number;
  readonly items: readonly {
    readonly id: string;
    readonly version?: number;
    readonly problem?: { readonly type: string; readonly title: string };
  }[];
}
const bulk = async (who: TestClaims, name: string, body: object, key: string = randomUUID()) => {
  const answer = await running.post(who, `/backoffice/bulk/${name}`, body, { key });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return answer.body as unknown as BulkAnswer;
};
const shown = async (id: string) =>
  (await running.get(headOfOffice, `/backoffice/applications/${id}`)).body as unknown as {
    version: number;
    assignedTo?: string;
    office: string;
    history: { type: string; content?: { text: string } }[];
  };
const seen = async (id: string) => ({ id, version: (await shown(id)).version });
const problem = (slug: string) => expect.objectContaining({ type: `urn:serviceportal:problem:${slug}` });

describe('many cases at once', () => {
  test('each is assigned with the reason in its history, or the answer says why it was not', async () => {
    const [first, moved] = [await running.filed(), await running.filed()];
    const cases = [await seen(first), await seen(moved), { id: randomUUID(), version: 3 }];
    await running.command(caseworker, moved, 'start');
    const body = { cases, assignee: caseworkerId, reason: 'Vertretung' };
    const key = randomUUID();
    const { done, items } = await bulk(headOfOffice, 'assign', body, key);
    expect([done, items]).toEqual([
      1,
      [
        expect.objectContaining({
          id: first,
          status: 'in-processing',
          statusLabel: 'In Bearbeitung',
          version: 4,
        }),
        { id: moved, problem: problem('version-conflict') },
        { id: cases[2]?.id, problem: problem('not-found') },
      ],
    ]);
    // Repeated, nothing happens a second time.
    expect((await bulk(headOfOffice, 'assign', body, key)).items[0]).toEqual(items[0]);
    const { assignedTo, version, history } = await shown(first);
    expect([assignedTo, version]).toEqual([caseworkerId, 4]);
    expect(history.at(-1)).toMatchObject({ type: 'CaseAssigned', content: { text: 'Vertretung' } });
  });

  test('the work of somebody who is away is released with a reason, and the citizen reads nothing of that', async () => {
    const ids = [await running.filed(), await running.filed()];
    for (const id of ids) await running.command(caseworker, id, 'assign');
    const body = { cases: await Promise.all(ids.map(seen)), reason: 'Krank bis Monatsende' };
    const colleague = { ...caseworker, sub: randomUUID() };
    const refused = await bulk(colleague, 'release', body);
    expect(refused.items.map((item) => item.problem)).toEqual(ids.map(() => problem('releases-only-own')));
    expect((await bulk(headOfOffice, 'release', body)).done).toBe(2);
    for (const id of ids) {
      const { assignedTo, history } = await shown(id);
      expect(assignedTo).toBeUndefined();
      expect(history.at(-1)).toMatchObject({
        type: 'CaseReleased',
        content: { text: 'Krank bis Monatsende' },
      });
      const own = await running.get(people.citizen, `/portal/applications/${id}`);
      expect(JSON.stringify(own.body)).not.toMatch(/Released|Krank/);
    }
  });

  test('cases are forwarded; what is no office is refused at once for each', async () => {
    const id = await running.filed();
    const cases = [await seen(id)];
    const nowhere = await bulk(caseworker, 'forward', { cases, office: 'nirgends' });
    expect(nowhere).toMatchObject({ done: 0, items: [{ id, problem: problem('invalid-input') }] });
    expect((await bulk(caseworker, 'forward', { cases, office: 'steueramt' })).done).toBe(1);
  });

  test('who works on no cases is refused, and of another office’s cases nobody does anything', async () => {
    const id = await running.filed();
    const cases = [await seen(id)];
    const acts = { assign: {}, forward: { office: 'steueramt' }, release: { reason: 'Vertretung' } };
    for (const [name, input] of Object.entries(acts)) {
      for (const who of [citizen, auditor, operator]) {
        const answer = await running.post(who, `/backoffice/bulk/${name}`, { cases, ...input });
        expect([name, answer.status]).toEqual([name, 403]);
      }
      const elsewhere = await bulk(caseworkerElsewhere, name, { cases, ...input });
      expect(elsewhere).toMatchObject({ done: 0, items: [{ id, problem: problem('not-found') }] });
    }
    expect(await seen(id)).toEqual(cases[0]);
  });

  test('none, too many, or nothing seen is no request', async () => {
    const one = { id: randomUUID(), version: 1 };
    for (const cases of [[], [{ id: one.id }], Array.from({ length: 201 }, () => one)]) {
      const answer = await running.post(headOfOffice, '/backoffice/bulk/assign', { cases });
      expect(answer.status).toBe(400);
    }
  });
});

describe('who has a case open', () => {
  const present = async (who: TestClaims, id: string, method: 'put' | 'delete' = 'put') => {
    const answer = await request(running.url)
      [method](`/backoffice/applications/${id}/presence`)
      .set('authorization', `Bearer ${await running.token(who)}`);
    return answer.status === 200 ? (answer.body as { items: unknown[]; names: object }) : answer.status;
  };
  const forget = () =>
    running.database.query(
      `UPDATE application.presences SET seen_at = seen_at - interval '151 seconds' WHERE person_id = $1`,
      [caseworkerId],
      'duisburg',
    );

  test('is told to the others of the office, by name and since when, until it is closed or not said again', async () => {
    const id = await running.filed();
    expect(await present(caseworker, id)).toEqual({ items: [], names: {} });
    const one = { personId: caseworkerId, since: expect.stringMatching(/^20.*Z$/) };
    const told = { items: [one], names: { [caseworkerId]: 'Minh Nguyen' } };
    expect(await present(headOfOffice, id)).toEqual(told);
    // Said again, it is still since the first time.
    await present(caseworker, id);
    expect(await present(headOfOffice, id)).toEqual(told);
    await forget();
    expect(await present(headOfOffice, id)).toEqual({ items: [], names: {} });
    await present(caseworker, id);
    expect(await present(headOfOffice, id)).toMatchObject({ items: [one] });
    expect(await present(caseworker, id, 'delete')).toBe(204);
    expect(await present(headOfOffice, id)).toEqual({ items: [], names: {} });
  });

  test('nobody of another office learns of it, and the case has not changed', async () => {
    const id = await running.filed();
    const { version } = await seen(id);
    await present(caseworker, id);
    expect(await present(caseworkerElsewhere, id)).toBe(404);
    expect(await present(people.citizen, id)).toBe(403);
    expect((await seen(id)).version).toBe(version);
  });
});

describe('how the work of an office stands', () => {
  const office = { ...headOfOffice, offices: ['buergerservice'] };
  const figures = async (query = '', who: TestClaims = office) => {
    const answer = await running.get(who, `/backoffice/figures?${query}`);
    return answer.status === 200
      ? (answer.body['items'] as unknown as Record<string, unknown>[])
      : answer.status;
  };

  test('open, overdue, waiting, unassigned, received, decided, and the days to half of the decisions', async () => {
    await running.database.query('DELETE FROM application.work_list', [], 'duisburg');
    const [untouched, waiting, decided] = [
      await running.filed(),
      await running.filed(),
      await running.filed(),
    ];
    await running.command(headOfOffice, waiting, 'assign');
    await running.command(caseworker, waiting, 'request-documents', {
      text: 'Bitte.',
      documents: ['Ausweis'],
    });
    await running.command(caseworker, decided, 'start');
    const done = await running.command(caseworker, decided, 'decide', {
      outcome: 'granted',
      text: 'Ja.',
    });
    expect([done.status, done.body]).toEqual([200, expect.anything()]);
    const lay = (text: string, id: string) => running.database.query(text, [id], 'duisburg');
    await lay(`UPDATE application.work_list SET target_on = '2020-01-01' WHERE stream_id = $1`, untouched);
    await lay(
      `UPDATE application.work_list SET filed_at = filed_at - interval '60 hours' WHERE stream_id = $1`,
      decided,
    );
    const { serviceKey, ...found } = ((await figures()) as Record<string, unknown>[])[0] ?? {};
    expect(found).toMatchObject({
      title: 'Meldebescheinigung',
      office: 'buergerservice',
      officeName: 'Bürger-Service',
    });
    expect([serviceKey, found]).toEqual([
      'meldebescheinigung',
      expect.objectContaining({
        ...{ open: 3, overdue: 1, waiting: 1, unassigned: 1, received: 3, decided: 1, medianDays: 2.5 },
      }),
    ]);
    const before = await figures('from=2020-01-01&to=2020-01-31');
    expect(before).toMatchObject([{ open: 3, received: 0, decided: 0, medianDays: null }]);
    // A period without a day is a mistake of who asks, and not a quiet office.
    expect(await figures('from=2026-11-02&to=2026-11-01')).toBe(400);
    expect(await figures('office=steueramt')).toEqual([]);
    expect(await figures('', caseworker)).toBe(403);
  });
});

describe('deputies', () => {
  const deputyId = randomUUID();
  const deputy = { ...caseworker, sub: deputyId };
  const today = dateInBerlin(new Date().toISOString());
  const colleague = (id: string, name: string, office = 'buergerservice') => ({
    ...{ id, name, roles: ['caseworker'], offices: [office] },
  });
  beforeAll(() => {
    running.names.set('/internal/colleagues?office=buergerservice', [
      colleague(caseworkerId, 'Minh Nguyen'),
      colleague(deputyId, 'Jan Kowalski'),
      colleague(headOfOffice.sub, 'Holger Brandt'),
    ]);
    running.names.set('/internal/colleagues?office=steueramt', [
      colleague(strangerId, 'Nina Weber', 'steueramt'),
    ]);
  });
  const name = (who: TestClaims, body: object) => running.post(who, '/backoffice/deputies', body);
  const named = async (who: TestClaims) =>
    (await running.get(who, '/backoffice/deputies')).body['items'] as unknown as { id: string }[];
  const end = async (who: TestClaims, id: string) =>
    (
      await request(running.url)
        .delete(`/backoffice/deputies/${id}`)
        .set('authorization', `Bearer ${await running.token(who)}`)
    ).status;
  const period = { from: today, until: addDays(today, 3) };

  test('who stands in works on the cases of whoever is away, until the period is over', async () => {
    const id = await running.filed();
    await running.command(caseworker, id, 'assign');
    const may = async () => {
      const answer = await running.get(deputy, `/backoffice/applications/${id}`);
      return (answer.body as unknown as { allowed: string[] }).allowed.includes('release');
    };
    const listed = async () => {
      const { body } = await running.get(deputy, '/backoffice/work-list?assigned=stand-in');
      return (body['items'] as unknown as { id: string }[]).some((row) => row.id === id);
    };
    expect([await may(), await listed()]).toEqual([false, false]);
    const refused = await running.command(deputy, id, 'release', { reason: 'Krank' });
    expect(refused.body).toMatchObject({ type: 'urn:serviceportal:problem:releases-only-own' });

    const answer = await name(headOfOffice, { personId: caseworkerId, deputyId, ...period });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { items: [{ personId: caseworkerId, deputyId, ...period, setBy: headOfOffice.sub, isNow: true }] },
    ]);
    // Named twice is named once; the person and the deputy are shown it, and nobody else of their rank.
    await name(headOfOffice, { personId: caseworkerId, deputyId, ...period });
    const [[own], [theirs], others] = [
      await named(caseworker),
      await named(deputy),
      await named(caseworkerElsewhere),
    ];
    expect([own?.id, others]).toEqual([theirs?.id, []]);
    expect([await may(), await listed()]).toEqual([true, true]);
    expect((await running.command(deputy, id, 'release', { reason: 'Krank' })).status).toBe(200);
    const [last] = (await shown(id)).history.slice(-1) as { actor?: object; facts?: object }[];
    expect(last).toMatchObject({
      ...{ type: 'CaseReleased', actor: { personId: deputyId }, facts: { releasedFrom: caseworkerId } },
    });

    // Neither the deputy nor another office ends it.
    expect([await end(deputy, own?.id ?? ''), await end(caseworkerElsewhere, own?.id ?? '')]).toEqual([
      404, 404,
    ]);
    expect(await end(caseworker, own?.id ?? '')).toBe(204);
    await running.command(caseworker, id, 'assign');
    expect([await may(), await listed()]).toEqual([false, false]);
  });

  test('a day that has not come or is over counts for nothing', async () => {
    const id = await running.filed();
    await running.command(caseworker, id, 'assign');
    await name(caseworker, { deputyId, from: addDays(today, 1), until: addDays(today, 1) });
    const release = () => running.command(deputy, id, 'release', { reason: 'Krank' });
    expect((await release()).status).toBe(409);
    const move = (days: number) =>
      running.database.query(
        'UPDATE application.deputies SET from_on = $1, until_on = $1 WHERE deputy_id = $2',
        [addDays(today, days), deputyId],
        'duisburg',
      );
    await move(-1);
    expect([(await release()).status, await named(deputy)]).toEqual([409, []]);
    await move(0);
    expect((await release()).status).toBe(200);
    for (const one of await named(caseworker)) await end(caseworker, one.id);
  });

  test('what contradicts itself is refused, and so is what is not one’s own to name', async () => {
    await name(caseworker, { deputyId, ...period });
    const headOfBoth = { ...headOfOffice, offices: ['buergerservice', 'steueramt'] };
    const refusals = await Promise.all([
      name(caseworker, { deputyId: headOfOffice.sub, ...period }),
      name(headOfOffice, { deputyId: caseworkerId, ...period }),
      name(headOfOffice, { personId: deputyId, deputyId: headOfOffice.sub, ...period }),
      name(deputy, { personId: caseworkerId, deputyId, ...period }),
      name(caseworker, { deputyId: strangerId, ...period }),
      name(caseworker, { deputyId: caseworkerId, ...period }),
      name(headOfBoth, { personId: caseworkerId, deputyId: strangerId, ...period }),
      name(caseworker, { deputyId, from: today, until: addDays(today, -1) }),
      name(caseworker, { deputyId, from: addDays(today, 9), until: addDays(today, 8) }),
      name(caseworker, { deputyId, from: today, until: addDays(today, 400) }),
    ]);
    const why = refusals.map(({ body }) => {
      const { type, errors } = body as unknown as { type: string; errors?: { pointer: string }[] };
      return errors?.[0]?.pointer ?? type.split(':').at(-1);
    });
    expect(why).toEqual([
      ...['has-deputy', 'deputy-away', 'stands-in', 'deputies-of-others'],
      ...['/deputyId', '/deputyId', '/deputyId', '/until', '/until', '/until'],
    ]);
  });
});
