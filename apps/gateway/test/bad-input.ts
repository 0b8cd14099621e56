/** Everything bad that comes in at the edge, as data: who asks for what, how, and what the answer is. */
export interface BadInput {
  readonly what: string;
  /** Default: Anna, whose applications they are. */
  readonly who?: 'ben' | 'wim' | 'caseworker' | 'otherOffice' | 'otherCity' | 'auditor';
  /** Method and path below `/api`; `{draft}` and `{filed}` stand for the ids of Anna's two applications. */
  readonly ask: string;
  /** Sent as it is when a text, as JSON otherwise. */
  readonly body?: unknown;
  /** The application whose present version is sent as `If-Match`. */
  readonly seen?: 'draft' | 'filed';
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that are left out although a correct client would send them. */
  readonly without?: readonly string[];
  readonly host?: string;
  /** Status and slug of the problem. */
  readonly is: string;
}

const dog = { serviceKey: 'hundesteuer-anmeldung' };
const drafts = { ask: 'POST /applications' };
const saves = { ask: 'PATCH /applications/{draft}/form', seen: 'draft' } as const;
const decision = { outcome: 'granted', text: 'Ja.', legalRemedies: 'Widerspruch.' };

const bodies: readonly BadInput[] = [
  { what: 'malformed JSON', ...drafts, body: '{"serviceKey": ', is: '400 malformed-json' },
  { what: 'a body that is a list', ...drafts, body: [], is: '400 invalid-input' },
  { what: 'a missing field', ...drafts, body: {}, is: '400 invalid-input' },
  { what: 'an unknown field', ...drafts, body: { ...dog, admin: true }, is: '400 invalid-input' },
  { what: 'a wrong type', ...drafts, body: { serviceKey: 7 }, is: '400 invalid-input' },
  { what: 'an unknown service', ...drafts, body: { serviceKey: 'no-such' }, is: '400 invalid-input' },
  {
    what: 'a body above 1 MB',
    ...drafts,
    body: { serviceKey: 'x'.repeat(1_100_000) },
    is: '413 body-too-large',
  },
  { what: 'a NUL character', ...drafts, body: '{"serviceKey":"a\\u0000b"}', is: '400 malformed-text' },
  { what: 'a lone surrogate', ...drafts, body: '{"serviceKey":"\\ud83d"}', is: '400 malformed-text' },
  {
    what: 'an assault on the prototype',
    ...drafts,
    body: '{"serviceKey":"x","__proto__":{"admin":true}}',
    is: '400 malformed-body',
  },
  {
    what: 'a body that is not JSON',
    ...drafts,
    body: 'serviceKey=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    is: '415 unsupported-media-type',
  },
  {
    what: 'an assault on the prototype, deep in a form',
    ...saves,
    body: '{"holder":{"constructor":{"prototype":{}}}}',
    is: '400 malformed-body',
  },
  {
    what: 'a NUL character deep in a form',
    ...saves,
    body: '{"holder":{"city":"\\u0000"}}',
    is: '400 malformed-text',
  },
  {
    what: 'nesting without end',
    ...saves,
    body: `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    is: '400 malformed-body',
  },
  { what: 'a list for a form', ...saves, body: [1], is: '400 malformed-body' },
];

const headers: readonly BadInput[] = [
  {
    what: 'no Idempotency-Key',
    ...drafts,
    body: dog,
    without: ['idempotency-key'],
    is: '400 idempotency-key-required',
  },
  {
    what: 'an Idempotency-Key with spaces',
    ...drafts,
    body: dog,
    headers: { 'idempotency-key': 'a b' },
    is: '400 idempotency-key-malformed',
  },
  { what: 'no CSRF token', ...drafts, body: dog, without: ['x-csrf-token'], is: '403 csrf-token-invalid' },
  {
    what: 'a CSRF token of nobody',
    ...drafts,
    body: dog,
    headers: { 'x-csrf-token': 'VGhpcyBpcyBub3QgdGhlIHRva2Vu' },
    is: '403 csrf-token-invalid',
  },
  {
    what: 'a page of another site',
    ...drafts,
    body: dog,
    headers: { origin: 'http://other.example' },
    is: '403 cross-site-request',
  },
  { what: 'no session', ...drafts, body: dog, without: ['cookie'], is: '401 unauthenticated' },
  {
    what: 'a forged session',
    ...drafts,
    body: dog,
    headers: { cookie: `session=${'A'.repeat(43)}` },
    is: '401 unauthenticated',
  },
  {
    what: 'no If-Match',
    ask: 'PATCH /applications/{draft}/form',
    body: { keptSince: '2026-10-01' },
    is: '428 if-match-required',
  },
  {
    what: 'an If-Match that no ETag ever was',
    ...saves,
    body: {},
    headers: { 'if-match': '1' },
    is: '400 if-match-malformed',
  },
  {
    what: 'a stale If-Match',
    ...saves,
    body: { keptSince: '2026-10-01' },
    headers: { 'if-match': '"99"' },
    is: '412 version-conflict',
  },
];

const addresses: readonly BadInput[] = [
  {
    what: 'an id that nobody has',
    ask: 'GET /applications/0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    is: '404 not-found',
  },
  { what: 'an id that is none', ask: "GET /applications/1'--", is: '400 malformed-parameter' },
  { what: 'an address that is not UTF-8', ask: 'GET /services?query=%ff', is: '400 malformed-address' },
  { what: 'a NUL character in an address', ask: 'GET /services?query=%00', is: '400 malformed-address' },
  { what: 'an unknown query parameter', ask: 'GET /services?qeury=hund', is: '400 invalid-input' },
  {
    what: 'a cursor that nobody gave out',
    ask: 'GET /applications?cursor=zz',
    is: '400 malformed-parameter',
  },
  { what: 'a limit beyond all limits', ask: 'GET /applications?limit=1e9', is: '400 invalid-input' },
  {
    what: 'a moment that does not exist',
    who: 'auditor',
    ask: 'GET /audit/applications/{filed}/state?asOf=2026-02-30T00:00:00Z',
    is: '400 malformed-moment',
  },
  {
    what: 'cases until a day that does not exist',
    who: 'auditor',
    ask: 'GET /audit/applications?until=2026-02-30',
    is: '400 invalid-input',
  },
  {
    what: 'cases of a period that ends before it begins',
    who: 'auditor',
    ask: 'GET /audit/applications?from=2026-11-02&until=2026-11-01',
    is: '400 invalid-input',
  },
  {
    what: 'a city that does not exist',
    ask: 'GET /services',
    host: 'essen.localhost',
    is: '404 unknown-tenant',
  },
  { what: 'an internal address', ask: 'GET /../internal/streams', is: '404 not-found' },
];

const strangers: readonly BadInput[] = [
  {
    what: "somebody else's application, seen",
    who: 'ben',
    ask: 'GET /applications/{filed}',
    is: '404 not-found',
  },
  {
    what: "somebody else's application, withdrawn",
    who: 'ben',
    ask: 'POST /applications/{filed}/withdraw',
    body: {},
    seen: 'filed',
    is: '404 not-found',
  },
  {
    what: "somebody else's messages",
    who: 'ben',
    ask: 'GET /applications/{filed}/messages',
    is: '404 not-found',
  },
  {
    what: "another city's application, seen by a citizen",
    who: 'wim',
    ask: 'GET /applications/{filed}',
    is: '404 not-found',
  },
  {
    what: "another city's application, seen by a caseworker",
    who: 'otherCity',
    ask: 'GET /applications/{filed}',
    is: '404 not-found',
  },
  {
    what: "another city's application, taken",
    who: 'otherCity',
    ask: 'POST /applications/{filed}/assign',
    body: {},
    seen: 'filed',
    is: '404 not-found',
  },
  {
    what: "another office's case, taken",
    who: 'otherOffice',
    ask: 'POST /applications/{filed}/assign',
    body: {},
    seen: 'filed',
    is: '404 not-found',
  },
  {
    what: 'a decision by an auditor',
    who: 'auditor',
    ask: 'POST /applications/{filed}/decide',
    body: decision,
    seen: 'filed',
    is: '403 forbidden',
  },
  {
    what: 'the work list, seen by a citizen',
    ask: 'GET /work-list',
    host: 'backoffice.duisburg.localhost',
    is: '403 forbidden',
  },
  {
    what: 'the audit log, seen by a caseworker',
    who: 'caseworker',
    ask: 'GET /audit/applications/{filed}/events',
    is: '403 forbidden',
  },
  {
    what: 'parked messages, seen by a caseworker',
    who: 'caseworker',
    ask: 'GET /operations/mailbox/parked',
    is: '403 forbidden',
  },
  {
    what: 'a decision upon a case that nobody has taken',
    who: 'caseworker',
    ask: 'POST /applications/{filed}/decide',
    body: decision,
    seen: 'filed',
    is: '409 not-allowed-now',
  },
];

export const badInput: readonly BadInput[] = [...bodies, ...headers, ...addresses, ...strangers];
