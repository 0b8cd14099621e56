import { UnsecuredJWT } from 'jose';
import { Sessions, type Browser, type SessionToken } from './sessions';

const request: Browser = { cookie: 'session=0123456789abcdef', overTls: false };

/** Identity as a test drives it: every question waits until the test answers it. */
class Identity {
  readonly questions: {
    active: boolean;
    answer: (session: SessionToken | undefined) => void;
    fail: (error: Error) => void;
  }[] = [];
  now = Date.parse('2026-11-20T12:00:00Z');
  readonly sessions = new Sessions(
    ({ active }) => new Promise((answer, fail) => void this.questions.push({ active, answer, fail })),
    () => this.now,
  );

  /** A token that lives for so many seconds from now. */
  token(seconds: number): SessionToken {
    const expires = Math.floor(this.now / 1000) + seconds;
    return { token: new UnsecuredJWT({}).setExpirationTime(expires).encode(), csrfToken: 'c' };
  }

  async ask(active = true): Promise<SessionToken | undefined> {
    return this.sessions.of(request, 'duisburg', active);
  }

  /** Asks while nothing is under way, and answers what is asked of identity for it. */
  async askAndAnswer(active: boolean): Promise<void> {
    const asked = this.questions.length;
    const answer = this.ask(active);
    this.questions[asked]?.answer(this.token(60));
    await answer;
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
  void identity.sessions.of(request, 'wuppertal', true);
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

test('what somebody does is heard of, also when a token is there from while nobody did anything', async () => {
  await identity.askAndAnswer(false);
  await identity.askAndAnswer(false);
  await identity.askAndAnswer(true);
  await identity.askAndAnswer(true);
  await identity.askAndAnswer(false);
  expect(identity.questions.map(({ active }) => active)).toEqual([false, true]);
});

test('in a minute each kind asks once, whatever is asked for', async () => {
  for (let second = 0; second < 50; second++) {
    for (const active of [false, true, false]) await identity.askAndAnswer(active);
    identity.now += 1_000;
  }
  expect(identity.questions.map(({ active }) => active)).toEqual([false, true]);
});

test('what somebody does while a question is under way that says nobody does anything is a question of its own', async () => {
  const [idle, active] = [identity.ask(false), identity.ask(true)];
  identity.questions[1]?.answer(identity.token(60));
  identity.questions[0]?.answer(identity.token(60));
  await Promise.all([idle, active]);
  await identity.ask(true);
  expect(identity.questions.map((question) => question.active)).toEqual([false, true]);
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
    expect(await identity.sessions.of(stranger, 'duisburg', true)).toBeUndefined();
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
  const sessions = new Sessions(async ({ sessionId: id }) => void asked.push(id));
  await sessions.of({ cookie, overTls }, 'duisburg', true);
  expect(asked).toEqual(sessionId === undefined ? [] : [sessionId]);
});
