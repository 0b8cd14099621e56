import { contractEventTypes } from '#contracts';
import { mailFor, mailKinds, mails, occasions } from './mails';

const ofCase = { applicationId: 'the case', applicantId: 'the applicant' };
const changed = { ...ofCase, statusChanged: true };

test.each([
  ['application.ApplicationFiled', 'application-filed'],
  ['application.ProcessingStarted', 'status-changed'],
  ['application.DocumentsRequested', 'action-required'],
  ['application.DecisionIssued', 'status-changed'],
  ['application.NoticeProvided', 'notice-available'],
  ['application.ApplicationWithdrawn', 'status-changed'],
  ['application.CaseClosed', 'status-changed'],
])('D10 W14 %s with a changed status leads to a mail "%s"', (type, kind) => {
  expect(mailFor({ type, data: changed })).toMatchObject({
    kind,
    to: { recipientId: 'the applicant', applicationId: 'the case' },
  });
});

test('D10 a message of the office leads to a mail to the citizen, one of the citizen to none', () => {
  const type = 'mailbox.MessageWritten';
  expect(mailFor({ type, data: { ...ofCase, recipient: 'citizen' } })?.kind).toBe('new-message');
  expect(mailFor({ type, data: { ...ofCase, recipient: 'office' } })).toBeUndefined();
});

test('an event that is only told for its status leads to no mail when the status stays', () => {
  for (const type of occasions.filter((name) => name.startsWith('application.'))) {
    if (type === 'application.ProcessingTimeExtended') continue;
    expect(mailFor({ type, data: { ...ofCase, statusChanged: false } })).toBeUndefined();
  }
});

test('law 4 who waits is told in time that it takes longer, although the status stays', () => {
  const data = { ...ofCase, statusChanged: false };
  expect(mailFor({ type: 'application.ProcessingTimeExtended', data })).toMatchObject({
    kind: 'processing-time-extended',
    to: { recipientId: 'the applicant', applicationId: 'the case' },
  });
});

test('an event of a newer release leads to no mail', () => {
  expect(mailFor({ type: 'application.SomethingNewer', data: changed })).toBeUndefined();
  expect(mailFor({ type: 'constructor', data: changed })).toBeUndefined();
});

test('D10 every event that can change the status has its mail; what the citizen has just done in the form has none', () => {
  const withoutMail = contractEventTypes.filter(
    (type) => type.startsWith('application.') && !occasions.includes(type),
  );
  expect(withoutMail).toEqual([
    'application.ApplicationDrafted',
    'application.FormSaved',
    'application.ApplicationSubmitted',
    'application.NoticeRetrieved',
    'application.CaseAccessed',
  ]);
});

test('there is one mail of each kind', () => {
  expect(new Set(Object.values(mails).filter((mail) => mail !== null)).size).toBe(mailKinds.length);
});

test('the kinds of mail are stored, so none is ever renamed', () => {
  expect([...mailKinds].sort()).toEqual([
    'action-required',
    'application-filed',
    'new-message',
    'notice-available',
    'processing-time-extended',
    'sign-in-link',
    'status-changed',
  ]);
});

test('R10b a sign-in link goes first, to whoever asked for it, and is not sent late', () => {
  const data = { linkId: 'the link' };
  expect(mailFor({ type: 'identity.SignInLinkRequested', data })).toEqual({
    kind: 'sign-in-link',
    to: { linkId: 'the link' },
    urgent: true,
    usefulMinutes: 15,
  });
  expect(Object.values(mails).filter((mail) => mail?.urgent)).toHaveLength(1);
});
