import { randomUUID } from 'node:crypto';
import { cardProof } from './at-a-provider';
import { identity, people, providers } from './own-identity';
import { slugOf } from './running-identity';

/** What somebody sees of their sessions and sign-ins, and how they end the others. */

interface Session {
  id: string;
  current: boolean;
  method: string;
  levelOfAssurance: string;
  lastUsedAt: string;
  idleUntil: string;
}
interface Entry {
  at: string;
  what: string;
  session?: string;
  endedIn?: string;
  method?: string;
  levelName?: string;
  current: boolean;
}
const list = async (sessionId: string) => {
  const response = await people.as(sessionId, '/portal/me/sessions');
  const { items } = (await response.json()) as { items: Session[] };
  return { etag: response.headers.get('etag') ?? '', items };
};
const end = async (sessionId: string, which?: string, etag?: string) =>
  people.as(sessionId, `/portal/me/sessions${which === undefined ? '' : `?session=${which}`}`, {
    method: 'DELETE',
    headers: { 'if-match': etag ?? (await list(sessionId)).etag },
  });
const history = async (sessionId: string, query = '') =>
  (await (await people.as(sessionId, `/portal/me/sign-ins${query}`)).json()) as {
    items: Entry[];
    earlierBefore?: number;
  };

/** Somebody with three browsers, the last of which is raised to `high`. */
async function withThreeBrowsers(name: string) {
  const email = `${name}@example.org`;
  const [one, two] = [await people.signIn(email), await people.signIn(email)];
  const three = await providers.signIn(cardProof(name), { sessionId: await people.signIn(email) });
  const handles = await Promise.all([one, two, three].map(async (id) => (await providers.inside(id)).handle));
  const [first = '', second = '', third = ''] = handles;
  return { one, two, three, first, second, third };
}

test('one’s sessions are listed with level and last use, the one that asks is marked', async () => {
  const { three, first, second, third } = await withThreeBrowsers('lists');
  const { items, etag } = await list(three);
  expect(items.map(({ id }) => id).sort()).toEqual([first, second, third].sort());
  expect(items[0]).toMatchObject({ id: third, current: true, method: 'bundid', levelOfAssurance: 'high' });
  expect(items.slice(1).map(({ current, method }) => [current, method])).toEqual([
    [false, 'email-link'],
    [false, 'email-link'],
  ]);
  expect(etag).toBe('"3"');
  await providers.pass(first, 10);
  const used = (await list(three)).items.find(({ id }) => id === first)?.lastUsedAt ?? '';
  expect(Math.round((Date.now() - Date.parse(used)) / 60_000)).toBe(10);
});

test('all others end at once, the one that asks goes on', async () => {
  const { one, two, three, first, second, third } = await withThreeBrowsers('others');
  const answer = await end(three);
  expect(answer.status).toBe(200);
  expect(((await answer.json()) as { items: Session[] }).items.map(({ id }) => id)).toEqual([third]);
  for (const gone of [one, two]) expect((await people.askForToken(gone)).status).toBe(404);
  expect((await providers.inside(three)).level).toBe('high');
  const { personId } = await providers.inside(three);
  expect((await providers.eventsOf(personId)).slice(-2)).toEqual(
    [first, second].map((sessionId) => ({ type: 'SignedOut', data: { sessionId, endedIn: third } })),
  );
});

test('one session ends alone; ending it again changes nothing', async () => {
  const { one, two, three, first, third } = await withThreeBrowsers('single');
  expect((await end(three, first.toUpperCase())).status).toBe(200);
  expect((await people.askForToken(one)).status).toBe(404);
  const { personId } = await providers.inside(three);
  expect((await providers.eventsOf(personId)).at(-1)?.data).toEqual({ sessionId: first, endedIn: third });
  expect((await people.askForToken(two)).status).toBe(200);
  const before = (await list(three)).etag;
  expect((await end(three, first)).headers.get('etag')).toBe(before);
});

test('nobody ends the session of somebody else, and nobody learns whether there is one', async () => {
  const { three } = await withThreeBrowsers('mallory');
  const victim = await people.signIn('victim@example.org');
  const { handle } = await providers.inside(victim);
  const [foreign, none] = [await end(three, handle), await end(three, randomUUID())];
  const told = async (answer: Response) => {
    const { items } = (await answer.json()) as { items: Session[] };
    return [answer.status, items.map(({ id }) => id).sort()];
  };
  expect(await told(foreign)).toEqual(await told(none));
  expect((await people.askForToken(victim)).status).toBe(200);
});

test('a session that began since the list was read is not ended unseen', async () => {
  const { three } = await withThreeBrowsers('unseen');
  const { etag } = await list(three);
  const fresh = await people.signIn('unseen@example.org');
  const stale = await end(three, undefined, etag);
  expect([stale.status, await slugOf(stale)]).toEqual([412, 'version-conflict']);
  expect((await people.askForToken(fresh)).status).toBe(200);
  const without = await people.as(three, '/portal/me/sessions', { method: 'DELETE' });
  expect([without.status, await slugOf(without)]).toEqual([428, 'if-match-required']);
});

test('what is no session id is refused', async () => {
  const sessionId = await people.signIn('malformed@example.org');
  expect((await end(sessionId, 'x')).status).toBe(400);
});

test('the sign-in history tells when, how and at which level, newest first and page by page', async () => {
  const { three, first, third } = await withThreeBrowsers('history');
  await end(three, first);
  const { items } = await history(three);
  expect(items.map(({ what, method, levelName, current }) => [what, method, levelName, current])).toEqual([
    ['signed-out', undefined, undefined, false],
    ['stepped-up', 'bundid', 'hoch', true],
    ['way-in-added', 'bundid', undefined, false],
    ['signed-in', 'email-link', 'ohne Identitätsnachweis', true],
    ['signed-in', 'email-link', 'ohne Identitätsnachweis', false],
    ['signed-in', 'email-link', 'ohne Identitätsnachweis', false],
  ]);
  expect(items[0]).toMatchObject({ session: first, endedIn: third });
  const paged: Entry[] = [];
  for (let before: number | undefined; ;) {
    const page = await history(three, `?limit=2${before === undefined ? '' : `&before=${before}`}`);
    paged.push(...page.items);
    before = page.earlierBefore;
    if (before === undefined) break;
  }
  expect(paged).toEqual(items);
  for (const bad of ['?limit=0', '?limit=201', '?before=0', '?before=x'])
    expect((await people.as(three, `/portal/me/sign-ins${bad}`)).status).toBe(400);
});

test('the staff see and end theirs in the back-office', async () => {
  const staff = cardProof(undefined, { kind: 'staff' });
  const sessions: string[] = [];
  for (let browser = 0; browser < 2; browser++)
    sessions.push(
      await providers.signIn({
        ...staff,
        knownBy: { purpose: 'staff-subject', value: 'directory k.schneider' },
        method: 'oidc',
        levelOfAssurance: 'none',
        roles: ['caseworker'],
      }),
    );
  const [one = '', two = ''] = sessions;
  const shown = await people.as(two, '/backoffice/me/sessions');
  expect(((await shown.json()) as { items: Session[] }).items).toHaveLength(2);
  const headers = { 'if-match': shown.headers.get('etag') ?? '' };
  expect((await people.as(two, '/backoffice/me/sessions', { method: 'DELETE', headers })).status).toBe(200);
  expect((await people.askForToken(one)).status).toBe(404);
  const { items } = (await (await people.as(two, '/backoffice/me/sign-ins')).json()) as { items: Entry[] };
  expect(items.map(({ what }) => what)).toEqual(['signed-out', 'signed-in', 'signed-in']);
  expect((await (await people.as(two, '/backoffice/me')).json()) as object).not.toHaveProperty(
    'session.stepUp',
  );
});

test('nobody who is not signed in has sessions', async () => {
  for (const path of ['/portal/me/sessions', '/portal/me/sign-ins'])
    expect((await identity.send(path, { kind: 'anonymous', levelOfAssurance: 'none' })).status).toBe(401);
});
