import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import type { ApplicationEvent } from '../domain/application';
import { applicationDecider } from './decider';
import {
  announced,
  announcedByPost,
  allowedWhileProcessing,
  assigned,
  at,
  by,
  close,
  closed,
  colleagueId,
  decided,
  decideWith,
  documentsRequested,
  drafted,
  filedUnder,
  noticeId,
  officeWork,
  noticeNotified,
  noticeProvided,
  noticeRetrieved,
  posted,
  recordPosting,
  reopen,
  reopened,
  requestDocuments,
  start,
  started,
  submitted,
  toAnnounced,
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
        allowed: ['assign', 'release', ...officeWork, 'correct', 'record-posting'],
      }));

  const duringRequest = [
    'assign',
    'forward',
    'release',
    'request-documents',
    'extend',
    'suspend',
    'decide',
    ...officeWork,
    'correct',
  ];
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
        allowed: allowedWhileProcessing,
      }));

  const now = decideWith('granted').at;
  const ago = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();

  test.each([
    ['never, as far as is known', undefined],
    ['longer ago than the city allows', ago(15.01)],
  ])('who proved who they are %s does so anew before they decide', (_when, at) =>
    given(...toProcessing)
      .when(decideWith('granted', { authentication: { at, withinMinutes: 15 } }))
      .thenRefused('re-authentication-required', {
        withinMinutes: 15,
        start: '/api/sign-in/oidc/start?purpose=step-up',
        allowed: allowedWhileProcessing,
      }),
  );

  test.each([
    ['within the minutes of the city', ago(15), 15],
    ['at any time, where the city does not ask', undefined, undefined],
  ])('who proved who they are %s decides', (_when, at, withinMinutes) =>
    given(...toProcessing)
      .when(decideWith('granted', { authentication: { at, withinMinutes } }))
      .then(decided('granted')),
  );

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
    providedAt: at,
    ...by('service'),
  } as const;
  const retrieve = { type: 'notice-retrieved', noticeId, retrievedAt: at, ...by('service') } as const;
  const notify = { type: 'note-notification', noticeId, mail: { sentAt: at }, ...by('service') } as const;

  test('law 1: the notice of who has not consented to the mailbox goes to post', () =>
    given(...toProcessing)
      .when(decideWith('granted', { consentGivenAt: undefined }))
      .then(decided('granted', { delivery: 'post' })));

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
        allowed: ['provide-notice', 'note-notification', 'notice-retrieved', 'end-provision', 'make-papers'],
      }));

  test('law 1: a notice is announced on the day after its retrieval, once, also after closing', () => {
    given(...toNotice)
      .when(retrieve)
      .then(noticeRetrieved, announced);
    given(...toGranted, noticeProvided, posted, announcedByPost, closed)
      .when(retrieve)
      .then(noticeRetrieved, announced);
    given(...toAnnounced)
      .when(retrieve)
      .thenNothing();
  });

  test('law 1: a day of announcement that is fixed is not moved to a later one', () =>
    given(...toNotice, posted, announcedByPost)
      .when({ ...retrieve, retrievedAt: '2026-11-24T09:00:00.000000Z' })
      .then({ type: 'NoticeRetrieved', data: { noticeId, retrievedAt: '2026-11-24T09:00:00.000000Z' } }));

  test('law 1: that the person was told is recorded, once; in general law it announces nothing', () => {
    given(...toNotice)
      .when(notify)
      .then(noticeNotified);
    given(...toNotice, noticeNotified)
      .when(notify)
      .thenNothing();
  });

  test('law 1: a tax notice is announced on the fourth day after the notification', () => {
    const taxed = [drafted, submitted, filedUnder('taxes'), assigned, started, decided('granted')] as const;
    given(...taxed, noticeProvided)
      .when(notify)
      .then(noticeNotified, {
        type: 'AnnouncementEffective',
        data: { decisionVersion: toGranted.length, effectiveOn: '2026-11-24', rule: 'mailbox-ao-2025' },
      });
    given(...taxed, noticeProvided)
      .when(retrieve)
      .then(noticeRetrieved);
    given(...taxed, noticeProvided, noticeRetrieved)
      .when(close)
      .then(closed);
  });

  test('a retrieval of a notice that this case never had is refused', () =>
    given(drafted, withdrawn)
      .when(retrieve)
      .thenRefused('unknown-notice', {
        noticeId,
        allowed: ['note-notification', 'notice-retrieved', 'end-provision', 'make-papers'],
      }));

  describe('law 1: ten days without retrieval', () => {
    const end = { type: 'end-provision', ...by('service') } as const;
    // Ten days after 20 November is Monday the 30th; its last moment in Berlin is 23:00 UTC.
    const inTime = { ...end, at: '2026-11-30T22:59:59.999999Z' };
    const later = { ...end, at: '2026-11-30T23:00:00.000000Z' };
    const ended: ApplicationEvent = {
      type: 'ProvisionEnded',
      data: { noticeId, endedAt: later.at, because: 'not-retrieved' },
    };
    const toEnded = [...toNotice, noticeNotified, ended] as const;

    test('the provision ends, and not a moment before', () => {
      given(...toNotice, noticeNotified)
        .when(inTime)
        .thenNothing();
      given(...toNotice, noticeNotified)
        .when(later)
        .then(ended);
      given(...toEnded)
        .when(later)
        .thenNothing();
    });

    test('who was not told has all the time, unless the mail cannot be sent at all', () => {
      given(...toNotice)
        .when(later)
        .thenNothing();
      given(...toNotice)
        .when({ ...notify, mail: 'failed' })
        .then({ type: 'ProvisionEnded', data: { noticeId, endedAt: at, because: 'not-notified' } });
      given(...toAnnounced)
        .when({ ...notify, mail: 'failed' })
        .thenNothing();
    });

    test.each([
      ['retrieved it', [noticeRetrieved, announced]],
      ['is sent it by post', [posted, announcedByPost]],
    ])('it does not end for who %s', (_, events) =>
      given(...toNotice, noticeNotified, ...events)
        .when(later)
        .thenNothing(),
    );

    test('the notice is not available any more, and the case is not closed before it was posted', () => {
      given(...toEnded)
        .when(close)
        .thenRefused('notice-not-posted', {
          allowed: ['assign', 'release', ...officeWork, 'correct', 'record-posting'],
        });
      given(...toEnded, posted, announcedByPost)
        .when(close)
        .then(closed);
    });

    test('a retrieval that was on its way counts', () =>
      given(...toEnded)
        .when(retrieve)
        .then(noticeRetrieved, announced));
  });

  describe('law 1: posting', () => {
    const byPost = [...toProcessing, decided('granted', { delivery: 'post' })] as const;
    test('announces on the fourth day, also on a weekend or holiday', () =>
      given(...byPost)
        .when(recordPosting)
        .then(posted, announcedByPost));
    test('the same posting is recorded once', () =>
      given(...byPost, posted, announcedByPost)
        .when(recordPosting)
        .thenNothing());
    test('another day is refused: a correction is an entry of its own', () =>
      given(...byPost, posted, announcedByPost)
        .when({ ...recordPosting, postedOn: '2026-11-21' })
        .thenRefused('already-posted', {
          postedOn: '2026-11-20',
          allowed: ['assign', 'release', ...officeWork, 'correct', 'close'],
        }));
    test('nothing is posted before it is decided', () =>
      given(...byPost)
        .when({ ...recordPosting, postedOn: '2026-11-19' })
        .thenRefused('posted-before-decision', {
          allowed: ['assign', 'release', ...officeWork, 'correct', 'record-posting'],
        }));
    test('what is announced needs no posting', () =>
      given(...toAnnounced)
        .when(recordPosting)
        .thenRefused('already-announced', {
          effectiveOn: '2026-11-21',
          allowed: ['assign', 'release', ...officeWork, 'correct', 'close'],
        }));
  });

  test('law 1: a decided case is not closed before its notice is announced', () => {
    given(...toGranted)
      .when(close)
      .thenRefused('notice-not-provided', {
        allowed: ['assign', 'release', ...officeWork, 'correct', 'record-posting'],
      });
    given(...toNotice)
      .when(close)
      .thenRefused('notice-not-announced', {
        allowed: ['assign', 'release', ...officeWork, 'correct', 'record-posting'],
      });
    given(...toProcessing, decided('granted', { delivery: 'post' }))
      .when(close)
      .thenRefused('notice-not-posted', {
        allowed: ['assign', 'release', ...officeWork, 'correct', 'record-posting'],
      });
    given(...toAnnounced)
      .when(close)
      .then(closed);
  });

  test('closing twice is one event', () =>
    given(...toClosed)
      .when(close)
      .thenNothing());

  test('law 8: a closed case is reopened and decided anew, and the later notice says which one it replaces', () => {
    given(...toClosed)
      .when(reopen)
      .then(reopened);
    given(...toClosed, reopened)
      .when(decideWith('rejected'))
      .then(decided('rejected', { replaces: toGranted.length }));
    const after = fold(applicationDecider, [
      ...toClosed,
      reopened,
      decided('rejected', { replaces: toGranted.length }),
    ]);
    expect('notices' in after && after.notices).toMatchObject([
      { decisionVersion: toGranted.length, replacedBy: toClosed.length + 2 },
      { decisionVersion: toClosed.length + 2, replaces: toGranted.length, outcome: 'rejected' },
    ]);
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

  test('law 6: not after a decision either, where the case was reopened', () =>
    given(...toClosed, reopened)
      .when(withdraw)
      .thenRefused('already-decided', { allowed: ['supply-documents'] }));

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
