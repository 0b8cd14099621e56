import { contractEventTypes } from '#contracts';
import { delayAfter, mailRuleFor, mailRules } from './mail-rules';

const changed = { statusChanged: true };

test.each([
  ['application.ApplicationFiled', 'application-filed'],
  ['application.ProcessingStarted', 'status-changed'],
  ['application.DocumentsRequested', 'action-required'],
  ['application.DecisionIssued', 'status-changed'],
  ['application.NoticeProvided', 'notice-available'],
  ['application.ApplicationWithdrawn', 'status-changed'],
  ['application.CaseClosed', 'status-changed'],
])('D10 W14 %s with a changed status leads to a mail "%s"', (type, kind) => {
  expect(mailRuleFor({ type, data: changed })?.kind).toBe(kind);
});

test('D10 a message of the office leads to a mail to the citizen, one of the citizen to none', () => {
  expect(mailRuleFor({ type: 'mailbox.MessageWritten', data: { recipient: 'citizen' } })?.kind).toBe(
    'new-message',
  );
  expect(mailRuleFor({ type: 'mailbox.MessageWritten', data: { recipient: 'office' } })).toBeUndefined();
});

test('an event that does not change the status leads to no mail', () => {
  for (const type of Object.keys(mailRules).filter((name) => name.startsWith('application.'))) {
    expect(mailRuleFor({ type, data: { statusChanged: false } })).toBeUndefined();
  }
});

test('D10 every event that can change the status has its mail; what the citizen has just done in the form has none', () => {
  const withoutMail = contractEventTypes.filter(
    (type) => type.startsWith('application.') && mailRules[type] === undefined,
  );
  expect(withoutMail).toEqual([
    'application.ApplicationDrafted',
    'application.FormSaved',
    'application.ApplicationSubmitted',
    'application.NoticeRetrieved',
    'application.CaseAccessed',
  ]);
});

test('every rule is about an event that exists', () => {
  for (const type of Object.keys(mailRules)) expect(contractEventTypes).toContain(type);
});

test('a sign-in link goes first and is not sent late', () => {
  expect(mailRules['identity.SignInLinkRequested']).toMatchObject({ urgent: true, usefulMinutes: 15 });
  expect(Object.values(mailRules).filter(({ urgent }) => urgent)).toHaveLength(1);
});

test('attempts come less and less often, and at least twice a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(delayAfter)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
});
