import { ProblemCatalogue, ProblemRegistration } from '#http';
import { BrokenHistory, Refusal } from './decider';
import { eventErrors } from './event-errors';
import { KeyAlreadyUsed, KeyReused, UnreadableEvent, VersionConflict } from './event-store';

const damaged = { tenant: 'duisburg', streamId: 's', version: 4, type: 'CaseClosed' };

const ownWords = { status: 422, title: { de: 'Nicht vollständig.', en: 'Not complete.' } };
const problems = new ProblemCatalogue([
  new ProblemRegistration([{ 'form-invalid': ownWords }], [eventErrors]),
]);

test.each([
  [new Refusal('documents-missing'), 409, 'documents-missing'],
  [new Refusal('form-invalid'), 422, 'form-invalid'],
  [new VersionConflict({ tenant: 'duisburg', streamId: 's' }, 3), 412, 'version-conflict'],
  [new KeyReused('k'), 422, 'idempotency-key-reused'],
  [new UnreadableEvent(damaged, new SyntaxError('no JSON')), 503, 'history-unreadable'],
  [new BrokenHistory(4, 'CaseClosed', new TypeError('no such field')), 503, 'history-unreadable'],
  [new KeyAlreadyUsed('k'), 409, 'request-in-progress'],
])('%s is %i %s', (error, status, slug) => {
  expect(problems.of(error)).toMatchObject({ status, slug });
});

test('a refusal says what is allowed now, and only then points to it', () => {
  const allowed = ['supply-documents'];
  expect(problems.of(new Refusal('too-late', { allowed })).details('en')).toEqual({
    type: 'urn:serviceportal:problem:too-late',
    title: 'This is not possible in the present state.',
    status: 409,
    detail: '“allowed” lists what is possible now.',
    allowed,
  });
  expect(problems.of(new Refusal('too-late')).details('en')).not.toHaveProperty('detail');
});
