import {
  answererOf,
  findRoute,
  isActivity,
  isCallback,
  isSentFromElsewhere,
  publicPath,
  takesDocuments,
} from './routes';

test.each([
  ['portal', '/tenant', 'application', '/portal/tenant'],
  ['portal', '/services/hundesteuer-anmeldung', 'application', '/portal/services/hundesteuer-anmeldung'],
  ['portal', '/applications/7', 'application', '/portal/applications/7'],
  ['portal', '/applications/7/messages', 'mailbox', '/portal/applications/7/messages'],
  ['portal', '/applications/7/messages/3', 'mailbox', '/portal/applications/7/messages/3'],
  ['portal', '/applications/7/payments', 'payment', '/portal/applications/7/payments'],
  ['portal', '/applications/7/order', 'application', '/portal/applications/7/order'],
  ['portal', '/payments/8/return', 'payment', '/portal/payments/8/return'],
  ['portal', '/payment-callbacks/stadtpay', 'payment', '/callbacks/stadtpay'],
  ['portal', '/mailbox', 'mailbox', '/portal/mailbox'],
  ['portal', '/sign-in/email', 'identity', '/portal/sign-in/email'],
  ['portal', '/sign-out', 'identity', '/portal/sign-out'],
  ['portal', '/saml/acs', 'identity', '/portal/saml/acs'],
  ['portal', '/me', 'identity', '/portal/me'],
  ['portal', '/hand-over/token', 'identity', '/portal/hand-over/token'],
  [
    'portal',
    '/hand-over/.well-known/openid-configuration',
    'identity',
    '/portal/hand-over/.well-known/openid-configuration',
  ],
  ['portal', '/events', 'application', '/portal/events'],
  ['backoffice', '/work-list', 'application', '/backoffice/work-list'],
  ['backoffice', '/payments/8/refund', 'payment', '/backoffice/payments/8/refund'],
  ['backoffice', '/reconciliation/8/resolve', 'payment', '/backoffice/reconciliation/8/resolve'],
  ['backoffice', '/collections/8', 'payment', '/backoffice/collections/8'],
  ['backoffice', '/bank-statements', 'payment', '/backoffice/bank-statements'],
  ['backoffice', '/transfers/8', 'payment', '/backoffice/transfers/8'],
  ['backoffice', '/audit/integrity', 'audit', '/backoffice/audit/integrity'],
  ['backoffice', '/operations/mailbox/parked', 'mailbox', '/operations/parked'],
  ['backoffice', '/operations/configuration', 'application', '/operations/configuration'],
] as const)('on %s, /api%s leads to %s %s, and back', (site, path, part, there) => {
  expect(findRoute(site, `/api${path}`)).toEqual({ part, path: there });
  expect(publicPath(site, part, there)).toBe(`/api${path}`);
});

test.each([
  ['portal', '/operations/mailbox/parked'],
  ['portal', '/operations/configuration'],
  ['backoffice', '/operations/nobody/parked'],
  ['backoffice', '/saml/acs'],
  ['backoffice', '/hand-over/token'],
  ['backoffice', '/payment-callbacks/stadtpay'],
  ['portal', '/payment-callbacks'],
  ['portal', '/payment-callbacks/stadtpay/8'],
  ['backoffice', '/operations/mailbox'],
  ['portal', '/../internal/streams'],
  ['portal', '/%2e%2e/internal/streams'],
  ['portal', '/x%2f..%2finternal'],
  ['portal', '//internal'],
  ['portal', '/'],
  ['portal', ''],
] as const)('on %s, /api%s leads nowhere', (site, path) => {
  expect(findRoute(site, `/api${path}`)).toBeUndefined();
});

test.each(['/', '/antraege', '/portal/services', '/internal/streams', '/API/services', '/health/ready'])(
  'outside of /api, %s is a page of the portal, and one of the back-office',
  (path) => {
    expect(findRoute('portal', path)).toEqual({ part: 'portal-web', path });
    expect(findRoute('backoffice', path)).toEqual({ part: 'backoffice-web', path });
  },
);

test.each(['', '*', 'api/me', '/api', '//antraege', '/antraege/../api'])(
  'outside of /api, %s leads nowhere',
  (path) => {
    expect(findRoute('portal', path)).toBeUndefined();
  },
);

test.each([
  ['portal', 'application', '/internal/streams'],
  ['portal', 'application', '/backoffice/work-list'],
  ['portal', 'application', '/portal/mailbox'],
  ['portal', 'mailbox', '/operations/parked'],
  ['portal', 'mailbox', '/callbacks/stadtpay'],
  ['backoffice', 'payment', '/callbacks/stadtpay'],
  ['portal', 'application', '/operations/configuration'],
] as const)('on %s, %s %s has no public address', (site, part, path) => {
  expect(publicPath(site, part, path)).toBeUndefined();
});

test.each([
  ['/', 'parts'],
  ['/health/ready', 'parts'],
  ['/metrics', 'parts'],
  ['/api', 'parts'],
  ['/api/openapi.json', 'gateway'],
  ['/api/asyncapi.json?x', 'gateway'],
  ['/api/docs', 'gateway'],
  ['/api/docs/start.js', 'gateway'],
  ['/portal/services', 'parts'],
  ['//api/docs', 'parts'],
  ['/API/docs', 'parts'],
  ['/api/docs/', 'parts'],
  ['http://duisburg.localhost/api/docs', 'parts'],
  ['/api/documents', 'parts'],
  ['/api/docs-of-mine', 'parts'],
  ['/api/services?query=hund', 'parts'],
  ['/api/', 'parts'],
] as const)('%s is answered by: %s', (target, answerer) => {
  expect(answererOf(target, 'portal')).toBe(answerer);
  expect(answererOf(target, 'backoffice')).toBe(answerer);
});

test('a host that belongs to no city has no pages: the gateway lists the cities', () => {
  expect(answererOf('/', undefined)).toBe('gateway');
});

test.each([
  ['application', '/portal/applications/7/documents', true],
  ['application', '/portal/applications/7/documents/8?x=1', true],
  ['mailbox', '/portal/applications/7/messages/documents', true],
  ['mailbox', '/backoffice/applications/7/messages/documents/8', true],
  ['mailbox', '/portal/applications/7/messages', false],
  ['application', '/portal/applications/7/form', false],
  ['application', '/portal/applications/7/documents/8/9', false],
  ['application', '/portal/documents', false],
  ['identity', '/portal/applications/7/documents', false],
  ['portal-web', '/antraege/7/formular/unterlagen', true],
  ['portal-web', '/en/antraege/7/formular/unterlagen.data?index', true],
  ['portal-web', '/antraege/7', true],
  ['portal-web', '/postkorb/7', true],
  ['portal-web', '/antraege/7/formular/1', false],
  ['portal-web', '/antraege/7/absenden', false],
  ['portal-web', '/rueckmeldung', false],
  ['application', '/antraege/7', false],
] as const)('whether %s %s takes what is as long as a document: %s', (part, path, takes) => {
  expect(takesDocuments({ part, path })).toBe(takes);
});

test.each([
  ['identity', '/portal/saml/acs', true],
  ['identity', '/portal/saml/logout', true],
  ['identity', '/portal/saml/metadata', false],
  ['identity', '/portal/saml/acs/x', false],
  ['identity', '/portal/sign-in/finish', false],
  ['identity', '/portal/sign-out', false],
  ['application', '/portal/saml/acs', false],
] as const)('whether another site sends browsers to %s %s: %s', (part, path, isSent) => {
  expect(isSentFromElsewhere({ part, path })).toBe(isSent);
});

test.each([
  ['payment', '/callbacks/stadtpay', true],
  ['payment', '/portal/payments/8/return', false],
  ['application', '/callbacks/stadtpay', false],
] as const)('whether a payment provider calls at %s %s: %s', (part, path, calls) => {
  expect(isCallback({ part, path })).toBe(calls);
});

test.each([
  ['GET', 'portal', '/events', false],
  ['GET', 'portal', '/payments/events', false],
  ['GET', 'portal', '/mailbox/events', false],
  ['GET', 'backoffice', '/events', false],
  ['GET', 'backoffice', '/alerts/unread', false],
  ['GET', 'backoffice', '/alerts', true],
  ['PATCH', 'portal', '/applications/7/form', false],
  ['PUT', 'backoffice', '/applications/7/presence', false],
  ['DELETE', 'backoffice', '/applications/7/presence', true],
  ['HEAD', 'portal', '/applications/7/documents/8', false],
  ['HEAD', 'portal', '/applications/7/messages/documents/8', false],
  ['GET', 'portal', '/applications/7/form', true],
  ['POST', 'portal', '/applications/7/documents', true],
  ['PATCH', 'portal', '/applications/7/documents/8', true],
  ['PATCH', 'portal', '/me', true],
  ['POST', 'portal', '/applications/7/submit', true],
  ['HEAD', 'portal', '/services', true],
  ['GET', 'backoffice', '/audit/applications/7/events', true],
] as const)(
  'bundid.md: whether %s on %s of /api%s is something that somebody does: %s',
  (method, site, path, is) => {
    expect(isActivity(method, findRoute(site, `/api${path}`)!)).toBe(is);
  },
);
