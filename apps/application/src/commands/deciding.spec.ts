import { deciderSpec } from '#testing';
import { applicationDecider } from './decider';
import {
  by,
  close,
  closed,
  colleagueId,
  decided,
  decideWith,
  documentsRequested,
  drafted,
  noticeId,
  noticeProvided,
  noticeRetrieved,
  reopen,
  reopened,
  requestDocuments,
  start,
  toClosed,
  toFiled,
  toGranted,
  toNotice,
  toProcessing,
  withdraw,
  withdrawn,
} from '../../test/examples';

const { given } = deciderSpec(applicationDecider);

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

  const duringRequest = ['assign', 'forward', 'request-documents', 'extend', 'decide', 'correct'];
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
        allowed: ['assign', 'start', 'forward', 'request-documents', 'extend', 'decide', 'correct'],
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
      .thenRefused('not-the-standing-decision', {
        decision: toGranted.length,
        allowed: ['provide-notice', 'notice-retrieved'],
      }));

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
    given(drafted, withdrawn)
      .when(retrieved)
      .thenRefused('unknown-notice', { noticeId, allowed: ['notice-retrieved'] }));

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
