import { deciderSpec } from '#testing';
import { fold } from '#event-sourcing/decider';
import type { ApplicationSubmitted, FiledApplication } from '../domain/application';
import { statutoryPeriodOf } from '../domain/clock';
import { applicationDecider } from './decider';
import { mostEntriesUnasked } from './supply-documents';
import {
  applicantId,
  allowedWhileProcessing,
  assigned,
  at,
  by,
  caseworkerId,
  colleagueId,
  decideWith,
  closed,
  consumed,
  decided,
  documentsRequested,
  documentsSupplied,
  draft,
  drafted,
  extend,
  endAnnounced,
  expired,
  extended,
  filed,
  noticeId,
  officeWork,
  noticeProvided,
  order,
  reopened,
  recordApplication,
  requestDocuments,
  start,
  started,
  submit,
  submitted,
  submittedWithOrder,
  supplyDocuments,
  toFiled,
  toGranted,
  toProcessing,
  withdrawn,
} from '../../test/examples';

const { given } = deciderSpec(applicationDecider);

describe('D6a W4 what an office enters', () => {
  test('is filed as of the day on which it came, by the way on which it came', () => {
    const { receivedAt, channel, terms } = recordApplication;
    given()
      .when(recordApplication)
      .then(
        { ...drafted, data: { ...drafted.data, withoutSignIn: true } } as typeof drafted,
        {
          type: 'ApplicationSubmitted',
          data: {
            submittedAt: receivedAt,
            ...{ declarationHash: 'declaration-1', form: 'sealed form', levelOfAssurance: 'none' },
            ...{ identity: 'sealed identity', channel },
          },
        },
        { type: 'ApplicationFiled', data: { filedAt: receivedAt, ...terms } },
      );
  });

  test('law 4: with gaps, a statutory period waits for the complete documents', () => {
    const terms = { processingDays: 10, statutoryPeriod: { months: 3 } };
    const events = applicationDecider.decide(
      { ...recordApplication, isIncomplete: true, terms },
      applicationDecider.initialState,
    );
    const application = fold(applicationDecider, events) as FiledApplication;
    expect(statutoryPeriodOf(application.clock)).toEqual({ waitsFor: 'complete-documents' });
  });

  test('law 7 § 20 VwVfG is nobody’s own', () =>
    given()
      .when({ ...recordApplication, ...by('caseworker', applicantId) })
      .thenRefused('own-application', { allowed: [] }));
});

describe('drafting', () => {
  test('a person begins an application for themselves', () => given().when(draft).then(drafted));

  test('law 7: who acts for somebody else is recorded apart from the person concerned', () =>
    given()
      .when({ ...draft, by: { personId: colleagueId, role: 'citizen', actingFor: applicantId } })
      .then({ ...drafted, data: { ...drafted.data, representativeId: colleagueId } } as typeof drafted));

  test('a form is saved as often as the person likes, and that is no history', () =>
    given(drafted)
      .when({ type: 'save-form', ...by('citizen') })
      .thenNothing());

  test('a form is not changed after submitting', () =>
    given(...toFiled)
      .when({ type: 'save-form', ...by('citizen') })
      .thenRefused('not-allowed-now', {
        command: 'save-form',
        status: 'filed',
        allowed: ['withdraw', 'supply-documents'],
      }));

  test('law 9: a draft that nobody changes is announced to end, and then ends', () => {
    const endDraft = { type: 'end-draft', ...by('service') } as const;
    const announced = '2026-12-20T15:42:13.123456Z';
    given(drafted)
      .when({ ...endDraft, announced })
      .then(endAnnounced);
    given(drafted, endAnnounced)
      .when({ ...endDraft, announced })
      .thenNothing();
    given(drafted, endAnnounced)
      .when({ ...endDraft, ...consumed, ends: true })
      .then(expired);
    for (const over of [toFiled, [drafted, withdrawn], [drafted, expired]])
      given(...over)
        .when({ ...endDraft, ends: true })
        .thenNothing();
  });

  test('what was given up as a draft is not gone on with', () =>
    given(drafted, expired).when(submit).thenRefused('not-allowed-now', {
      command: 'submit',
      status: 'expired',
      allowed: [],
    }));

  test('what was declared is what stands in the file, also where a draft of before was saved by events', () => {
    const saved = { type: 'FormSaved', data: { form: 'older', declarationHash: 'older' } } as const;
    expect(fold(applicationDecider, [drafted, saved, submitted])).toMatchObject({
      form: 'sealed form',
      declarationHash: 'declaration-1',
    });
    const { form: _, ...declared } = submitted.data as ApplicationSubmitted['data'];
    const submittedBefore: ApplicationSubmitted = {
      type: 'ApplicationSubmitted',
      data: { ...declared, declarationHash: 'older' },
    };
    expect(fold(applicationDecider, [drafted, saved, submittedBefore])).toMatchObject({
      form: 'older',
      declarationHash: 'older',
    });
  });
});

describe('submitting', () => {
  test('where nothing is owed, submitting files at once, as two facts', () =>
    given(drafted).when(submit).then(submitted, filed));

  test('law 2: nothing is submitted without a review', () =>
    given(drafted)
      .when({ ...submit, reviewed: undefined })
      .thenRefused('review-required', { allowed: ['save-form', 'represent', 'submit', 'withdraw'] }));

  test('law 2: nothing is submitted before the warning is acknowledged', () =>
    given(drafted)
      .when({ ...submit, warningAcknowledged: false })
      .thenRefused('review-required', { allowed: ['save-form', 'represent', 'submit', 'withdraw'] }));

  test('law 2: what was changed after the review is reviewed again', () =>
    given(drafted)
      .when({ ...submit, form: 'sealed again', declarationHash: 'declaration-2' })
      .thenRefused('reviewed-form-changed', { allowed: ['save-form', 'represent', 'submit', 'withdraw'] }));

  test('an incomplete form is not submitted, and every missing entry is named', () => {
    const formErrors = [{ pointer: '/plate', rule: 'required', message: { de: 'fehlt', en: 'is missing' } }];
    given(drafted)
      .when({ ...submit, formErrors })
      .thenRefused('form-invalid', { errors: formErrors, allowed: ['save-form', 'withdraw'] });
  });

  test('W16c what has to be paid first is submitted with its order, and not filed', () =>
    given(drafted)
      .when({ ...submit, order })
      .then(submittedWithOrder));

  test('W16c what is paid afterwards is filed at once, and owes its order', () =>
    given(drafted)
      .when({ ...submit, order: { ...order, policy: 'after-filing' } })
      .then(
        {
          ...submittedWithOrder,
          data: { ...submittedWithOrder.data, order: { ...order, policy: 'after-filing' } },
        } as typeof submittedWithOrder,
        filed,
      ));

  /** The ways in that the city has for the level. */
  const byEid = {
    waysIn: [{ method: 'bundid', means: 'eid', level: 'high' }],
    enough: { de: 'BundID – Online-Ausweis', en: 'BundID – online ID card' },
  } as const;

  test('D13 D15 a session on a lower level than the service requires is told which level is needed', () =>
    given(drafted)
      .when({ ...submit, level: { required: 'high', present: 'low', ...byEid } })
      .thenRefused('level-of-assurance-too-low', {
        required: 'high',
        present: 'low',
        ...byEid,
        allowed: ['save-form', 'withdraw'],
      }));

  test.each([
    ['reached the level by another means', { eidas: 'high' }],
    ['reached less by it', { eid: 'low', eidas: 'high' }],
    ['reached nothing', {}],
  ] as const)('R12 where only certain means count, a session that %s is told which', (_why, present) =>
    given(drafted)
      .when({
        ...submit,
        level: { required: 'high', present: 'high', ...byEid },
        means: { accepted: ['eid', 'smart-eid'], present },
      })
      .thenRefused('means-not-accepted', {
        means: ['eid', 'smart-eid'],
        required: 'high',
        present: 'high',
        ...byEid,
        allowed: ['save-form', 'withdraw'],
      }),
  );
  test('R12 where only certain means count, one of them files', () =>
    given(drafted)
      .when({ ...submit, means: { accepted: ['eid', 'smart-eid'], present: { 'smart-eid': 'high' } } })
      .then(submitted, filed));

  const ways = [{ method: 'bundid', means: ['eid'], start: '/api/sign-in/bundid/start' }] as const;
  const eidProof = {
    id: 'proof',
    method: 'bundid',
    means: 'eid',
    levelOfAssurance: 'high',
    provenAt: at,
  } as const;
  test('W2 W3 where a proof is needed for each application, it becomes part of what is submitted', () =>
    given(drafted)
      .when({ ...submit, eid: { ways, proof: eidProof, ofOtherDeclaration: false } })
      .then({ ...submitted, data: { ...submitted.data, eidProof } } as typeof submitted, filed));
  test.each([
    ['eid-proof-required', false],
    ['eid-proof-for-other-declaration', true],
  ] as const)('W2 W3 without it the answer is %s', (code, ofOtherDeclaration) =>
    given(drafted)
      .when({ ...submit, eid: { ways, ofOtherDeclaration } })
      .thenRefused(code, { ways, allowed: ['save-form', 'withdraw'] }),
  );
  test('W2 W3 what keeps a declaration from being submitted otherwise is said before somebody identifies themselves', () =>
    given(drafted)
      .when({ ...submit, reviewed: undefined, eid: { ways, ofOtherDeclaration: false } })
      .thenRefused('review-required'));

  test('D15 a session on a higher level than required submits', () =>
    given(drafted)
      .when({ ...submit, level: { required: 'low', present: 'high', ...byEid } })
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
        allowed: allowedWhileProcessing,
      }));

  test('a head of office hands a case to a caseworker', () =>
    given(...toProcessing)
      .when({ type: 'assign', assignee: colleagueId, ...by('head-of-office') })
      .then({ type: 'CaseAssigned', data: { assignedTo: colleagueId } }));

  test('a reason goes with it', () =>
    given(...toProcessing)
      .when({ type: 'assign', assignee: colleagueId, reason: 'sealed', ...by('head-of-office') })
      .then({ type: 'CaseAssigned', data: { assignedTo: colleagueId, reason: 'sealed' } }));

  const released = { type: 'CaseReleased', data: { releasedFrom: caseworkerId, reason: 'sealed' } } as const;
  const release = (role: 'caseworker' | 'head-of-office', personId?: string) =>
    ({ type: 'release', reason: 'sealed', ...by(role, personId) }) as const;

  test('who has a case gives it up, and the head of office takes it from them', () => {
    given(...toProcessing)
      .when(release('caseworker'))
      .then(released);
    given(...toGranted)
      .when(release('head-of-office'))
      .then(released);
    expect(fold(applicationDecider, [...toProcessing, released])).not.toHaveProperty('assignedTo');
  });

  test('a colleague takes it from nobody', () =>
    given(...toProcessing)
      .when(release('caseworker', colleagueId))
      .thenRefused('releases-only-own', {
        allowed: allowedWhileProcessing.filter((command) => command !== 'release'),
      }));

  test('releasing what nobody has is nothing', () =>
    given(...toProcessing, released)
      .when(release('caseworker'))
      .thenNothing());

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

  test('law 4: a request for documents moves the target date until the documents are there', () => {
    given(...toProcessing)
      .when(requestDocuments)
      .then(documentsRequested);
    given(...toProcessing, documentsRequested)
      .when(supplyDocuments)
      .then(documentsSupplied);
    const paused = fold(applicationDecider, [...toProcessing, documentsRequested]);
    expect(paused).toMatchObject({ status: 'action-required', clock: { pauses: [{ from: at }] } });
    const running = fold(applicationDecider, [...toProcessing, documentsRequested, documentsSupplied]);
    expect(running).toMatchObject({ status: 'in-processing', clock: { pauses: [{ from: at, to: at }] } });
  });

  test('H2 R10a proofs can be handed in later without being asked for', () =>
    given(...toFiled)
      .when(supplyDocuments)
      .then(documentsSupplied));

  test('what nobody asked for is taken up to a bound, what was asked for in any case', () => {
    const many = Array.from({ length: mostEntriesUnasked }, () => documentsSupplied);
    given(...toProcessing, ...many)
      .when(supplyDocuments)
      .thenRefused('case-file-full', { allowed: ['withdraw'], entries: mostEntriesUnasked });
    given(...toProcessing, ...many, documentsRequested)
      .when(supplyDocuments)
      .then(documentsSupplied);
  });

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
      .thenRefused('no-such-entry', {
        entries: 5,
        allowed: allowedWhileProcessing,
      }));

  test('law 4: the processing time is extended, with a reason; the status stays as it was', () => {
    given(...toProcessing)
      .when(extend)
      .then(extended);
    expect(fold(applicationDecider, [...toProcessing, extended])).toMatchObject({
      status: 'in-processing',
      clock: { extension: { until: '2027-01-31' } },
    });
  });

  test('law 4: it is extended once, also after the case was reopened', () => {
    const later = { ...extend, until: '2027-03-31' } as typeof extend;
    given(...toProcessing, extended)
      .when(later)
      .thenRefused('already-extended', {
        extendedUntil: '2027-01-31',
        allowed: [
          'assign',
          'start',
          'forward',
          'release',
          'request-documents',
          'suspend',
          'decide',
          ...officeWork,
          'correct',
        ],
      });
    const provided = { ...noticeProvided, data: { noticeId, decisionVersion: toGranted.length + 1 } };
    given(...toProcessing, extended, decided('granted'), provided as typeof noticeProvided, closed, reopened)
      .when(later)
      .thenRefused('already-extended');
  });

  test('extending twice to the same day with the same reason is one event', () =>
    given(...toProcessing, extended)
      .when(extend)
      .thenNothing());
});
