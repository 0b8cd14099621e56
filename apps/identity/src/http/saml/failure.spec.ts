import { failureOf } from './failure';

const status = (code: string, reason?: string, detail?: string) => ({ code, reason, detail });

test.each([
  ['somebody cancels', status('Requester', 'AuthnFailed'), 'sign-in-cancelled'],
  ['the level is not reached', status('Requester', 'NoAuthnContext'), 'sign-in-level-not-reached'],
  ['somebody fails, and the provider says it alone', status('AuthnFailed'), 'sign-in-cancelled'],
  [
    'somebody does not consent (Keycloak)',
    status('Responder', 'RequestDenied'),
    'sign-in-attributes-missing',
  ],
  ['the level is unknown (Keycloak)', status('Responder', 'NoAuthnContext'), 'sign-in-level-not-reached'],
  ['an attribute is missing', status('Requester', 'RequestDenied'), 'sign-in-attributes-missing'],
  [
    'our request is wrong',
    status('Requester', 'RequestDenied', 'requested-attributes-empty'),
    'sign-in-request-refused',
  ],
  [
    'our request is not signed',
    status('Requester', 'RequestDenied', 'saml-request-not-signed'),
    'sign-in-request-refused',
  ],
  ['the provider has a fault', status('Responder'), 'sign-in-provider-failed'],
  [
    'the provider has a fault of its own',
    status('Responder', 'ProxyCountExceeded'),
    'sign-in-provider-failed',
  ],
  ['nobody says why', status('Requester'), 'sign-in-request-refused'],
  ['it is something else', status('Requester', 'UnknownPrincipal'), 'sign-in-failed'],
])('when %s, the person is told: %o → %s', (_what, said, problem) =>
  expect(failureOf(said, undefined).problem).toBe(problem),
);

test('who did not reach the level is told which one is needed', () =>
  expect(failureOf(status('Requester', 'NoAuthnContext'), { required: 'high' }).members).toEqual({
    required: 'high',
  }));
