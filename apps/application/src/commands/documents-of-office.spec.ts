import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import { by, handedIn, toGranted, toProcessing } from '../../test/examples';
import type { ApplicationEvent } from '../domain/application';
import type { DocumentAdded } from '../domain/document';
import { isForApplicants } from '../domain/paper';
import type { CommandNamed } from '.';
import { allowedCommands, applicationDecider } from './decider';

const { given } = deciderSpec(applicationDecider);
const caseOf = (...events: readonly ApplicationEvent[]) => {
  const application = fold(applicationDecider, events);
  if (application.status === 'none') throw new Error('not begun');
  return application;
};
const offered = (...events: readonly ApplicationEvent[]) =>
  allowedCommands(caseOf(...events), by('caseworker').by);

const added = (documentId: string, more: Partial<DocumentAdded['data']> = {}): DocumentAdded => {
  const { kind, hash, size, mediaType, name } = handedIn;
  return {
    type: 'DocumentAdded',
    data: { documentId, kind, hash, size, mediaType, name, origin: 'applicant', ...more },
  };
};
const report = { ...handedIn, id: '0197a3c2-0000-7000-8000-0000000000d2' };
const plan = added(handedIn.id);
const ofOffice = { kind: 'other', origin: 'office' } as const;
const reported = added(report.id, ofOffice);
const redacted = added(report.id, { ...ofOffice, redactionOf: handedIn.id });
const finalised: ApplicationEvent = { type: 'DocumentFinalised', data: { documentId: report.id } };
const gone: ApplicationEvent = {
  type: 'DocumentWithdrawn',
  data: { documentId: handedIn.id, reason: 'malware', withdrawnAt: '2026-11-20T15:42:13.123456Z' },
};
const add = { type: 'add-document', binds: [report], final: false, ...by('caseworker') } as const;
const finalise = { type: 'finalise-document', documentId: report.id, ...by('caseworker') } as const;
const went = { recipientKind: 'fire-service', transmission: 'sealed transmission' } as const;
const sendOn: CommandNamed<'send-on-documents'> = {
  ...{ type: 'send-on-documents', documents: [handedIn.id], ...went },
  ...by('caseworker'),
};
const sentOn = (...documents: string[]): ApplicationEvent => ({
  type: 'DocumentsSentOn',
  data: { documents, ...went },
});

describe('a document of the office', () => {
  test('is no proof of the applicant’s, whatever it was uploaded as, and none of theirs to read', () => {
    given(...toProcessing)
      .when(add)
      .then(reported);
    given(...toGranted)
      .when({ ...add, final: true })
      .then(reported, finalised);
    const application = caseOf(...toProcessing, plan, reported);
    expect(application.documents.map((one) => isForApplicants(one, application))).toEqual([true, false]);
  });

  test('is final once somebody says so', () => {
    given(...toProcessing, reported)
      .when(finalise)
      .then(finalised);
    given(...toProcessing, reported, finalised)
      .when(finalise)
      .thenNothing();
    given(...toProcessing)
      .when(finalise)
      .thenRefused('no-such-document', { documents: [report.id], allowed: offered(...toProcessing) });
    expect(offered(...toProcessing, reported)).toContain('finalise-document');
    expect(offered(...toProcessing, plan)).not.toContain('finalise-document');
  });

  test('comes from the office alone', () =>
    given(...toProcessing)
      .when({ ...add, ...by('citizen') })
      .thenRefused('role-missing'));
});

describe('a redacted copy', () => {
  test('is a document beside its original, which stays', () => {
    given(...toProcessing, plan)
      .when({ ...add, redactionOf: handedIn.id })
      .then(redacted);
    const { documents } = caseOf(...toProcessing, plan, redacted);
    expect(documents.map(({ documentId, redactionOf }) => [documentId, redactionOf])).toEqual([
      [handedIn.id, undefined],
      [report.id, handedIn.id],
    ]);
  });

  test('has an original in this case, which is none itself', () => {
    given(...toProcessing)
      .when({ ...add, redactionOf: handedIn.id })
      .thenRefused('cannot-be-redacted', { allowed: offered(...toProcessing) });
    given(...toProcessing, plan, redacted)
      .when({
        ...add,
        binds: [{ ...report, id: '0197a3c2-0000-7000-8000-0000000000d3' }],
        redactionOf: report.id,
      })
      .thenRefused('cannot-be-redacted', { allowed: offered(...toProcessing, plan, redacted) });
  });
});

describe('documents are sent on', () => {
  test('to somebody outside, by an act of its own; every time stands there', () => {
    given(...toProcessing, plan)
      .when(sendOn)
      .then(sentOn(handedIn.id));
    const entry = toProcessing.length + 2;
    const { documents } = caseOf(...toProcessing, plan, sentOn(handedIn.id), sentOn(handedIn.id));
    expect(documents[0]?.sentOn).toEqual([
      { entry, ...went },
      { entry: entry + 1, ...went },
    ]);
  });

  test('where they are final, in this case and can be opened', () => {
    const refused = { documents: [report.id] };
    given(...toProcessing, plan, redacted)
      .when({ ...sendOn, documents: [handedIn.id, report.id] })
      .thenRefused('document-not-final', { ...refused, allowed: offered(...toProcessing, plan, redacted) });
    given(...toProcessing, plan, redacted, finalised)
      .when({ ...sendOn, documents: [report.id] })
      .then(sentOn(report.id));
    given(...toProcessing, plan)
      .when({ ...sendOn, documents: [report.id] })
      .thenRefused('no-such-document', { ...refused, allowed: offered(...toProcessing, plan) });
    given(...toProcessing, plan, reported, finalised, gone)
      .when(sendOn)
      .thenRefused('no-such-document', {
        documents: [handedIn.id],
        allowed: offered(...toProcessing, plan, reported, finalised, gone),
      });
  });

  test('is offered only where something can be sent', () => {
    expect(offered(...toProcessing)).not.toContain('send-on-documents');
    expect(offered(...toProcessing, reported)).not.toContain('send-on-documents');
    expect(offered(...toProcessing, plan)).toContain('send-on-documents');
    expect(offered(...toProcessing, plan, gone)).not.toContain('send-on-documents');
  });
});
