import { UnsecuredJWT } from 'jose';
import { Sessions, type Browser, type SessionToken } from './sessions';

const request: Browser = { cookie: 'session=0123456789abcdef', overTls: false };

/** Identity as a test drives it: every question waits until the test answers it. */
class Identity {
  readonly questions: {
    answer: (session: SessionToken | undefined) => void;
    fail: (error: Error) => void;
  }[] = [];
  now = Date.parse('2026-11-20T12:00:00Z');
  readonly sessions = new Sessions(
    () => new Promise((answer, fail) => void this.questions.push({ answer, fail })),
    () => this.now,
  );

  /** A token that lives for so many seconds from now. */
  token(seconds: number): SessionToken {
    const expires = Math.floor(this.now / 1000) + seconds;
    return { token: new UnsecuredJWT({}).setExpirationTime(expires).encode(), csrfToken: 'c' };
  }

  async ask(): Promise<SessionToken | undefined> {
    return this.sessions.of(request, 'duisburg');
  }
}

let identity: Identity;
beforeEach(() => {
  identity = new Identity();
});

test('many requests at once ask once', async () => {
  const answers = Promise.all([identity.ask(), identity.ask(), identity.ask()]);
  const token = identity.token(60);
  identity.questions[0]?.answer(token);
  expect(await answers).toEqual([token, token, token]);
  expect(identity.questions).toHaveLength(1);
});

test('a token is used again until shortly before its end, never beyond', async () => {
  const first = identity.ask();
  identity.questions[0]?.answer(identity.token(60));
  await first;
  identity.now += 49_000;
  await identity.ask();
  expect(identity.questions).toHaveLength(1);
  identity.now += 2_000;
  void identity.ask();
  expect(identity.questions).toHaveLength(2);
});

test('a token that lives longer is not used for longer than a minute', async () => {
  const first = identity.ask();
  identity.questions[0]?.answer(identity.token(90));
  await first;
  identity.now += 61_000;
  void identity.ask();
  expect(identity.questions).toHaveLength(2);
});

test('the same session id in another city is another question', () => {
  void identity.ask();
  void identity.sessions.of(request, 'wuppertal');
  expect(identity.questions).toHaveLength(2);
});

test('a session that identity does not know is asked for again', async () => {
  const first = identity.ask();
  identity.questions[0]?.answer(undefined);
  expect(await first).toBeUndefined();
  void identity.ask();
  expect(identity.questions).toHaveLength(2);
});

test('identity being away is not remembered', async () => {
  const first = identity.ask();
  identity.questions[0]?.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  void identity.ask();
  expect(identity.questions).toHaveLength(2);
});

test('what was asked before a sign-out is not remembered after it', async () => {
  const asked = identity.ask();
  identity.sessions.forgetter(request, 'duisburg')();
  identity.questions[0]?.answer(identity.token(60));
  await asked;
  void identity.ask();
  expect(identity.questions).toHaveLength(2);
});

test.each(['', 'session=', 'session=short', 'session=with space 0123456789', 'sessions=0123456789abcdef'])(
  'the cookie %j is no session',
  async (cookie) => {
    const stranger = { cookie, overTls: false };
    expect(await identity.sessions.of(stranger, 'duisburg')).toBeUndefined();
    expect(identity.questions).toHaveLength(0);
  },
);

test.each([
  ['session=plain-0123456789abcdef', false, 'plain-0123456789abcdef'],
  ['session=plain-0123456789abcdef; __Host-session=host-0123456789abcdef', false, 'host-0123456789abcdef'],
  ['session=plain-0123456789abcdef; __Host-session=host-0123456789abcdef', true, 'host-0123456789abcdef'],
  ['__Host-session=host-0123456789abcdef', true, 'host-0123456789abcdef'],
  // Any neighbour under the same domain could have set it.
  ['session=plain-0123456789abcdef', true, undefined],
])('of the cookies %j, over TLS %j, the session is %j', async (cookie, overTls, sessionId) => {
  const asked: string[] = [];
  const sessions = new Sessions(async (id) => void asked.push(id));
  await sessions.of({ cookie, overTls }, 'duisburg');
  expect(asked).toEqual(sessionId === undefined ? [] : [sessionId]);
});
