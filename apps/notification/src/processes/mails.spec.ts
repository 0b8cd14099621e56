import { contractEventTypes } from '#contracts';
import { alertMails } from './alert-mails';
import { byImportance, mailFor, mailKinds, mails, occasions } from './mails';

const ofCase = { applicationId: 'the case', applicantId: 'the applicant' };
const changed = { ...ofCase, reference: 'the reference', statusChanged: true };

test.each([
  ['application.ApplicationFiled', 'application-filed'],
  ['application.CaseAssigned', 'processing-started'],
  ['application.ProcessingStarted', 'processing-started'],
  ['application.CaseForwarded', 'case-forwarded'],
  ['application.DocumentsRequested', 'action-required'],
  ['application.DocumentsSupplied', 'documents-supplied'],
  ['application.DecisionIssued', 'decision-issued'],
  ['application.NoticeProvided', 'notice-available'],
  ['application.ApplicationWithdrawn', 'application-withdrawn'],
  ['application.CaseClosed', 'case-closed'],
  ['application.CaseReopened', 'case-reopened'],
] as const)('D10 W14 %s with a changed status leads to a mail "%s"', (type, kind) => {
  const mail = mailFor({ type, data: changed });
  expect(mail?.kinds[0]).toBe(kind);
  expect(mail?.to).toEqual({
    recipientId: 'the applicant',
    applicationId: 'the case',
    reference: 'the reference',
  });
});

test('N6 the mails about the filing, a decision and a notice say that the application was received', () => {
  const confirming = occasions.filter((type) =>
    mailFor({ type, data: changed })?.kinds.includes('application-filed'),
  );
  expect(confirming).toEqual([
    'application.ApplicationFiled',
    'application.DecisionIssued',
    'application.NoticeProvided',
  ]);
});

test('what matters most comes first, of two that matter as much the later one', () => {
  expect(byImportance(['application-filed', 'case-closed', 'new-message', 'case-reopened'])).toEqual([
    'new-message',
    'application-filed',
    'case-reopened',
    'case-closed',
  ]);
  expect(byImportance(['decision-issued', 'action-required', 'notice-available'])).toEqual([
    'action-required',
    'notice-available',
    'decision-issued',
  ]);
});

test('D10 a message of the office leads to a mail to the citizen, one of the citizen to none', () => {
  const type = 'mailbox.MessageWritten';
  expect(mailFor({ type, data: { ...ofCase, recipient: 'citizen' } })?.kinds).toEqual(['new-message']);
  expect(mailFor({ type, data: { ...ofCase, recipient: 'office' } })).toBeUndefined();
});

test('an event that is only told for its status leads to no mail when the status stays', () => {
  for (const type of occasions.filter((name) => name.startsWith('application.'))) {
    // The status stays, and who waits or has begun has to be told in time.
    if (
      [
        'application.ProcessingTimeExtended',
        'application.DraftEndAnnounced',
        'application.DocumentWithdrawn',
        'application.PaymentReminded',
        // Each has changed something that is told, whatever it has left the status at.
        'application.SubmissionExpired',
        'application.SubmissionRevived',
        'application.RefundNoted',
      ].includes(type)
    )
      continue;
    expect(mailFor({ type, data: { ...ofCase, statusChanged: false } })).toBeUndefined();
  }
});

test('law 4 who waits is told in time that it takes longer, although the status stays', () => {
  const data = { ...ofCase, statusChanged: false };
  expect(mailFor({ type: 'application.ProcessingTimeExtended', data })).toMatchObject({
    kinds: ['processing-time-extended'],
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
    'application.SubmissionTakenBack',
    'application.FeeFixed',
    'application.PaymentNoted',
    'application.CaseReleased',
    'application.DocumentAdded',
    'application.DocumentFinalised',
    'application.DocumentsSentOn',
    'application.TargetDateSuspended',
    'application.TargetDateResumed',
    'application.NoteAdded',
    'application.TaskSet',
    'application.TaskFinished',
    'application.AdviceOverdue',
    'application.ResubmissionSet',
    'application.ResubmissionDue',
    'application.ResubmissionLifted',
    'application.DecisionProposed',
    'application.ProposalSentBack',
    'application.CaseLinked',
    'application.CaseUnlinked',
    'application.NoticeNotified',
    'application.NoticeRetrieved',
    'application.AnnouncementEffective',
    'application.NoticePosted',
    'application.DraftExpired',
    'application.RepresentationDeclared',
    'application.ApplicationClaimed',
    'application.ApplicantErased',
    'application.CaseAccessed',
    'application.FilingBegan',
    'application.PaymentFollowed',
    'application.FilingReminded',
    'application.FilingReached',
    'application.FilingEnded',
    'application.FilingRevived',
    'application.RefundAsked',
  ]);
});

test('there is one mail of each kind', () => {
  const all = [...Object.values(mails).filter((mail) => mail !== null), ...Object.values(alertMails)];
  expect(new Set(all).size).toBe(mailKinds.length);
});

test('the kinds of mail are stored, so none is ever renamed', () => {
  expect([...mailKinds].sort()).toEqual([
    'account-exists',
    'action-required',
    'address-in-use',
    'alert-answer',
    'alert-approval',
    'alert-approved',
    'alert-assigned',
    'alert-date',
    'alert-document',
    'alert-resubmission',
    'alert-sent-back',
    'alert-taken',
    'alert-task',
    'application-filed',
    'application-withdrawn',
    'case-closed',
    'case-forwarded',
    'case-reopened',
    'confirm-address',
    'confirm-registration',
    'debit-announced',
    'decision-issued',
    'document-withdrawn',
    'documents-supplied',
    'draft-ends',
    'guest-link',
    'move-account',
    'new-message',
    'no-account',
    'notice-available',
    'password-changed',
    'password-link',
    'payment-charged-back',
    'payment-reminded',
    'payment-requested',
    'payment-returned',
    'payment-settled',
    'processing-started',
    'processing-time-extended',
    'provision-ended',
    'refund-account-asked',
    'refund-account-given',
    'refund-account-reminded',
    'refund-approved',
    'refund-noted',
    'sign-in-link',
    'status-changed',
    'submission-expired',
    'submission-revived',
    'way-in-added',
  ]);
});

test('R10b a sign-in link goes first, to whoever asked for it, and is not sent late', () => {
  const data = { linkId: 'the link' };
  expect(mailFor({ type: 'identity.SignInLinkRequested', data })).toEqual({
    kinds: ['sign-in-link'],
    importance: 'action',
    to: { linkId: 'the link' },
    urgent: true,
    usefulMinutes: 15,
  });
  const urgent = Object.values(mails).flatMap((mail) => (mail?.urgent ? [mail.kind] : []));
  expect(urgent).toEqual(['sign-in-link', 'guest-link']);
});
