import { deciderSpec } from '#testing';
import { fold } from '#event-sourcing/decider';
import { applicationDecider } from './application';
import {
  applicantId,
  assigned,
  at,
  by,
  caseworkerId,
  close,
  closed,
  colleagueId,
  decided,
  decideWith,
  documentsRequested,
  documentsSupplied,
  draft,
  drafted,
  filed,
  noticeId,
  noticeProvided,
  noticeRetrieved,
  reopen,
  reopened,
  requestDocuments,
  start,
  started,
  submit,
  submitted,
  supplyDocuments,
  toClosed,
  toFiled,
  toGranted,
  toNotice,
  toProcessing,
  withdraw,
  withdrawn,
} from './examples';

const { given } = deciderSpec(applicationDecider);

describe('drafting', () => {
  test('a person begins an application for themselves', () => given().when(draft).then(drafted));

  test('law 7: who acts for somebody else is recorded apart from the person concerned', () =>
    given()
      .when({ ...draft, by: { personId: colleagueId, role: 'citizen', actingFor: applicantId } })
      .then({ ...drafted, data: { ...drafted.data, representativeId: colleagueId } } as typeof drafted));

  test('a form is saved as often as the person likes', () =>
    given(drafted)
      .when({ type: 'save-form', form: 'sealed again', declarationHash: 'declaration-2', ...by('citizen') })
      .then({ type: 'FormSaved', data: { form: 'sealed again', declarationHash: 'declaration-2' } }));

  test('saving what is already there is no event', () =>
    given(drafted)
      .when({ type: 'save-form', form: 'sealed form', declarationHash: 'declaration-1', ...by('citizen') })
      .thenNothing());

  test('a form is not changed after submitting', () =>
    given(...toFiled)
      .when({ type: 'save-form', form: 'sealed again', declarationHash: 'declaration-2', ...by('citizen') })
      .thenRefused('not-allowed-now', {
        command: 'save-form',
        status: 'filed',
        allowed: ['withdraw', 'supply-documents'],
      }));
});

describe('submitting', () => {
  test('where nothing is owed, submitting files at once, as two facts', () =>
    given(drafted).when(submit).then(submitted, filed));

  test('law 2: nothing is submitted without a review', () =>
    given(drafted)
      .when({ ...submit, reviewed: undefined })
      .thenRefused('review-required', { allowed: ['save-form', 'submit', 'withdraw'] }));

  test('law 2: nothing is submitted before the warning is acknowledged', () =>
    given(drafted)
      .when({ ...submit, warningAcknowledged: false })
      .thenRefused('review-required', { allowed: ['save-form', 'submit', 'withdraw'] }));

  test('law 2: what was changed after the review is reviewed again', () =>
    given(drafted, { type: 'FormSaved', data: { form: 'sealed again', declarationHash: 'declaration-2' } })
      .when(submit)
      .thenRefused('reviewed-form-changed', { allowed: ['save-form', 'submit', 'withdraw'] }));

  test('an incomplete form is not submitted, and every missing entry is named', () => {
    const formErrors = [{ pointer: '/plate', rule: 'required', message: { de: 'fehlt', en: 'is missing' } }];
    given(drafted)
      .when({ ...submit, formErrors })
      .thenRefused('form-invalid', { errors: formErrors, allowed: ['save-form', 'withdraw'] });
  });

  test('W16 R21 an application that has to be paid first is not filed, and says what it costs', () =>
    given(drafted)
      .when({ ...submit, filing: { kind: 'pay-first', amountCents: 3070 } })
      .thenRefused('payment-required', {
        fee: { amountCents: 3070, currency: 'EUR' },
        missing: 'payment',
        allowed: ['save-form', 'withdraw'],
      }));

  test('D13 D15 a session on a lower level than the service requires is told which level is needed', () =>
    given(drafted)
      .when({ ...submit, level: { required: 'high', present: 'low' } })
      .thenRefused('level-of-assurance-too-low', {
        required: 'high',
        present: 'low',
        allowed: ['save-form', 'withdraw'],
      }));

  test('D15 a session on a higher level than required submits', () =>
    given(drafted)
      .when({ ...submit, level: { required: 'low', present: 'high' } })
      .then(
        { ...submitted, data: { ...submitted.data, levelOfAssurance: 'high' } } as typeof submitted,
        filed,
      ));
});

describe('processing', () => {
  test('a caseworker takes a case', () =>
    given(...toFiled)
      .when({ type: 'assign', assignee: caseworkerId, ...by('caseworker') })
      .then(assigned));

  test('taking a case twice is one event', () =>
    given(...toFiled, assigned)
      .when({ type: 'assign', assignee: caseworkerId, ...by('caseworker') })
      .thenNothing());

  test('a caseworker hands a case to nobody else', () =>
    given(...toProcessing)
      .when({ type: 'assign', assignee: colleagueId, ...by('caseworker') })
      .thenRefused('assigns-only-to-self', {
        allowed: ['assign', 'start', 'forward', 'request-documents', 'decide', 'correct'],
      }));

  test('a head of office hands a case to a caseworker', () =>
    given(...toProcessing)
      .when({ type: 'assign', assignee: colleagueId, ...by('head-of-office') })
      .then({ type: 'CaseAssigned', data: { assignedTo: colleagueId } }));

  test('who starts a case that nobody has taken, takes it', () =>
    given(...toFiled)
      .when(start)
      .then(assigned, started));

  test('starting twice is one event', () =>
    given(...toProcessing)
      .when(start)
      .thenNothing());

  test('a case is forwarded to another office, which assigns it anew', () => {
    const forwarded = {
      type: 'CaseForwarded',
      data: { fromOffice: 'einwohnerwesen', office: 'ordnungsamt' },
    } as const;
    given(...toProcessing)
      .when({ type: 'forward', office: 'ordnungsamt', ...by('caseworker') })
      .then(forwarded);
    expect(fold(applicationDecider, [...toProcessing, forwarded])).not.toHaveProperty('assignedTo');
  });

  test('law 4: a request for documents pauses the clock, and the documents start it again', () => {
    given(...toProcessing)
      .when(requestDocuments)
      .then(documentsRequested);
    given(...toProcessing, documentsRequested)
      .when(supplyDocuments)
      .then(documentsSupplied);
    const paused = fold(applicationDecider, [...toProcessing, documentsRequested]);
    expect(paused).toMatchObject({ status: 'action-required', pauses: [{ from: at }] });
    const running = fold(applicationDecider, [...toProcessing, documentsRequested, documentsSupplied]);
    expect(running).toMatchObject({ status: 'in-processing', pauses: [{ from: at, to: at }] });
  });

  test('H2 R10a proofs can be handed in later without being asked for', () =>
    given(...toFiled)
      .when(supplyDocuments)
      .then(documentsSupplied));

  test('law 7: nobody works on an application of their own', () =>
    given(...toFiled)
      .when({ type: 'start', ...by('caseworker', applicantId) })
      .thenRefused('own-application', { allowed: [] }));

  test('law 7: nobody decides an application that they filed for somebody else', () =>
    given(
      { ...drafted, data: { ...drafted.data, representativeId: caseworkerId } } as typeof drafted,
      submitted,
      filed,
      { type: 'CaseAssigned', data: { assignedTo: colleagueId } },
    )
      .when(decideWith('granted'))
      .thenRefused('own-application', { allowed: [] }));

  test('law 7: a head of office cannot assign a case to its applicant', () =>
    given(...toFiled)
      .when({ type: 'assign', assignee: applicantId, ...by('head-of-office') })
      .thenRefused('own-application', { allowed: [] }));

  test('law 5: a correction stands beside the entry it corrects', () =>
    given(...toProcessing)
      .when({ type: 'correct', entry: 1, correction: 'sealed correction', ...by('caseworker') })
      .then({ type: 'EntryCorrected', data: { entry: 1, correction: 'sealed correction' } }));

  test('an entry that does not exist cannot be corrected', () =>
    given(...toProcessing)
      .when({ type: 'correct', entry: 6, correction: 'sealed correction', ...by('caseworker') })
      .thenRefused('no-such-entry', { entries: 5 }));
});

describe('deciding', () => {
  test('a complete application is granted', () =>
    given(...toProcessing)
      .when(decideWith('granted'))
      .then(decided('granted')));
  test('an application is granted in part', () =>
    given(...toProcessing)
      .when(decideWith('partly'))
      .then(decided('partly')));
  test('an application is rejected', () =>
    given(...toProcessing)
      .when(decideWith('rejected'))
      .then(decided('rejected')));

  test('granting twice issues one notice', () =>
    given(...toGranted)
      .when(decideWith('granted'))
      .thenNothing());

  test('another decision does not replace the one that stands', () =>
    given(...toGranted)
      .when(decideWith('rejected'))
      .thenRefused('not-allowed-now', {
        command: 'decide',
        status: 'decided-granted',
        allowed: ['assign', 'correct'],
      }));

  const duringRequest = ['assign', 'forward', 'request-documents', 'decide', 'correct'];
  test('law 5: not while documents are missing', () =>
    given(...toProcessing, documentsRequested)
      .when(decideWith('granted'))
      .thenRefused('documents-missing', { allowed: duringRequest }));
  test('law 5: not in part either', () =>
    given(...toProcessing, documentsRequested)
      .when(decideWith('partly'))
      .thenRefused('documents-missing', { allowed: duringRequest }));
  test('who never supplies the documents can be rejected', () =>
    given(...toProcessing, documentsRequested)
      .when(decideWith('rejected'))
      .then(decided('rejected')));

  test('law 8: a burdening decision informs on legal remedies', () =>
    given(...toProcessing)
      .when(decideWith('rejected', { informsOnRemedies: false }))
      .thenRefused('legal-remedies-missing', {
        allowed: ['assign', 'start', 'forward', 'request-documents', 'decide', 'correct'],
      }));

  test('a citizen decides nothing', () =>
    given(...toProcessing)
      .when(decideWith('granted', by('citizen', colleagueId)))
      .thenRefused('role-missing', { allowed: ['withdraw', 'supply-documents'] }));
});

describe('notice, closing, reopening', () => {
  const provide = {
    type: 'provide-notice',
    noticeId,
    decisionVersion: toGranted.length,
    ...by('service'),
  } as const;
  const retrieved = { type: 'notice-retrieved', noticeId, ...by('service') } as const;

  test('a notice laid into the mailbox is provided, once', () => {
    given(...toGranted)
      .when(provide)
      .then(noticeProvided);
    given(...toNotice)
      .when(provide)
      .thenNothing();
  });

  test('the notice of another decision is not taken for this one', () =>
    given(...toGranted)
      .when({ ...provide, decisionVersion: 2 })
      .thenRefused('not-the-standing-decision', { decision: toGranted.length }));

  test('a retrieval is recorded once, also after closing', () => {
    given(...toNotice)
      .when(retrieved)
      .then(noticeRetrieved);
    given(...toClosed)
      .when(retrieved)
      .then(noticeRetrieved);
    given(...toClosed, noticeRetrieved)
      .when(retrieved)
      .thenNothing();
  });

  test('a retrieval of a notice that this case never had is refused', () =>
    given(drafted, withdrawn).when(retrieved).thenRefused('unknown-notice', { noticeId }));

  test('law 1: a decided case is not closed before its notice is provided', () => {
    given(...toGranted)
      .when(close)
      .thenRefused('notice-not-provided', {
        command: 'close',
        status: 'decided-granted',
        allowed: ['assign', 'correct'],
      });
    given(...toNotice)
      .when(close)
      .then(closed);
  });

  test('closing twice is one event', () =>
    given(...toClosed)
      .when(close)
      .thenNothing());

  test('a closed case is reopened and decided anew', () => {
    given(...toClosed)
      .when(reopen)
      .then(reopened);
    given(...toClosed, reopened)
      .when(decideWith('rejected'))
      .then(decided('rejected'));
  });

  test('a closed case takes no command but to be reopened', () =>
    given(...toClosed)
      .when(start)
      .thenRefused('not-allowed-now', { command: 'start', status: 'closed', allowed: ['reopen'] }));
});

describe('withdrawing', () => {
  test.each([
    ['a draft', [drafted]],
    ['what was filed', toFiled],
    ['what is being processed', toProcessing],
    ['what waits for documents', [...toProcessing, documentsRequested]],
  ])('law 6: %s can be withdrawn', (_, history) =>
    given(...history)
      .when(withdraw)
      .then(withdrawn),
  );

  test('law 6: not after the decision', () =>
    given(...toGranted)
      .when(withdraw)
      .thenRefused('not-allowed-now', { command: 'withdraw', status: 'decided-granted', allowed: [] }));

  test.each([start, requestDocuments, decideWith('granted'), close, reopen])(
    'law 6: withdrawal blocks what follows: $type',
    (command) =>
      given(...toProcessing, withdrawn)
        .when(command)
        .thenRefused('not-allowed-now', { command: command.type, status: 'withdrawn', allowed: [] }),
  );

  test('withdrawing twice is one event', () =>
    given(...toFiled, withdrawn)
      .when(withdraw)
      .thenNothing());
});
