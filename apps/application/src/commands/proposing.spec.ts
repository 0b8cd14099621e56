import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import {
  at,
  by,
  caseworkerId,
  colleagueId,
  decided,
  decideWith,
  documentsRequested,
  documentsSupplied,
  issuing,
  requestDocuments,
  toProcessing,
  withdraw,
  withdrawn,
} from '../../test/examples';
import { isFiled, type Application, type ApplicationEvent } from '../domain/application';
import type { Proposal } from '../domain/proposal';
import { applicationDecider, allowedCommands } from './decider';

const { given } = deciderSpec(applicationDecider);
const colleague = by('caseworker', colleagueId);

const proposed: ApplicationEvent = {
  type: 'DecisionProposed',
  data: {
    ...{ outcome: 'granted', notice: 'sealed notice, granted', informsOnRemedies: true },
    ...{ proposedBy: caseworkerId, proposedAt: at },
  },
};
const toProposed = [...toProcessing, proposed] as const;
const entry = toProposed.length;
const propose = decideWith('granted', { needsApproval: true });
const approve = { type: 'approve', entry, ...issuing, ...colleague } as const;
const sendBack = { type: 'send-back', entry, reason: 'sealed reason', ...colleague } as const;
const sentBack: ApplicationEvent = { type: 'ProposalSentBack', data: { entry, reason: 'sealed reason' } };

const stateAfter = (...events: readonly ApplicationEvent[]): Proposal['state'] | undefined => {
  const application: Application = fold(applicationDecider, events);
  return isFiled(application) ? application.proposal?.state : undefined;
};
const isAllowed = (command: string, who: typeof colleague, ...events: readonly ApplicationEvent[]) =>
  allowedCommands(fold(applicationDecider, events), who.by).some((name) => name === command);

describe('where a service demands four eyes', () => {
  test('deciding is proposing: the status of the case stays', () => {
    given(...toProcessing)
      .when(propose)
      .then(proposed);
    expect(fold(applicationDecider, toProposed).status).toBe('in-processing');
  });

  test('the same proposal again is none', () =>
    given(...toProposed)
      .when(propose)
      .thenNothing());

  test('a colleague approves it: exactly what was proposed is decided', () =>
    given(...toProposed)
      .when(approve)
      .then(decided('granted', { proposal: entry })));

  test('a head of office may approve, too, and nobody a second time', () => {
    given(...toProposed)
      .when({ ...approve, ...by('head-of-office') })
      .then(decided('granted', { proposal: entry }));
    given(...toProposed, decided('granted', { proposal: entry }))
      .when(approve)
      .thenNothing();
  });

  test('whoever proposed it does not approve it, head of office or not', () => {
    for (const role of ['caseworker', 'head-of-office'] as const)
      expect(() =>
        applicationDecider.decide(
          { ...approve, ...by(role, caseworkerId) },
          fold(applicationDecider, toProposed),
        ),
      ).toThrow('own-proposal');
    expect(isAllowed('approve', by('caseworker'), ...toProposed)).toBe(false);
    expect(isAllowed('approve', colleague, ...toProposed)).toBe(true);
  });

  test('who approves without consent of the applicant sends the notice by post', () =>
    given(...toProposed)
      .when({ ...approve, consentGivenAt: undefined })
      .then(decided('granted', { delivery: 'post', proposal: entry })));

  test('what its approver proves, they prove as anybody who decides', () =>
    given(...toProposed)
      .when({ ...approve, authentication: { at: undefined, withinMinutes: 15 } })
      .thenRefused('re-authentication-required', {
        ...{ withinMinutes: 15, start: '/api/sign-in/oidc/start?purpose=step-up' },
        allowed: allowedCommands(fold(applicationDecider, toProposed), colleague.by),
      }));

  test('a colleague sends it back with a reason; who proposed it takes it back', () => {
    given(...toProposed)
      .when(sendBack)
      .then(sentBack);
    expect(stateAfter(...toProposed, sentBack)).toBe('sent-back');
    const takenBack: ApplicationEvent = {
      type: 'ProposalSentBack',
      data: { entry, reason: 'sealed reason', takenBack: true },
    };
    given(...toProposed)
      .when({ ...sendBack, ...by('caseworker') })
      .then(takenBack);
    expect(stateAfter(...toProposed, takenBack)).toBeUndefined();
  });

  test('what was sent back can be proposed again, and only the last proposal is approved', () => {
    const again = [...toProposed, sentBack, proposed];
    given(...toProposed, sentBack)
      .when(propose)
      .then(proposed);
    given(...again)
      .when({ ...approve, entry: again.length })
      .then(decided('granted', { proposal: again.length }));
    given(...again)
      .when(approve)
      .thenRefused('no-such-proposal', {
        allowed: allowedCommands(fold(applicationDecider, again), colleague.by),
      });
  });

  test.each<[string, readonly ApplicationEvent[]]>([
    ['is asked for documents', [documentsRequested]],
    ['supplies documents', [documentsSupplied]],
    ['has written a letter', [{ type: 'ContactRecorded', data: letter() }]],
    ['finds an entry corrected', [{ type: 'EntryCorrected', data: { entry: 2, correction: 'sealed' } }]],
    ['is sent to another office', [{ type: 'CaseForwarded', data: { fromOffice: 'a', office: 'b' } }]],
  ])('a proposal is void once the applicant %s', (_, events) => {
    expect(stateAfter(...toProposed, ...events)).toBe('void');
    expect(isAllowed('approve', colleague, ...toProposed, ...events)).toBe(false);
    expect(isAllowed('send-back', colleague, ...toProposed, ...events)).toBe(false);
  });

  test('a note, a task and who has the case leave it as it is', () => {
    const noted: ApplicationEvent = { type: 'NoteAdded', data: { note: 'sealed' } };
    const moved: ApplicationEvent = { type: 'CaseAssigned', data: { assignedTo: colleagueId } };
    expect(stateAfter(...toProposed, noted, moved)).toBe('waiting');
  });

  test('nothing is left of it in a case that is decided or withdrawn', () => {
    expect(stateAfter(...toProposed, decided('granted', { proposal: entry }))).toBeUndefined();
    given(...toProposed)
      .when(withdraw)
      .then(withdrawn);
    expect(stateAfter(...toProposed, withdrawn)).toBeUndefined();
  });

  test('law 5: while documents are requested only a refusal is proposed', () =>
    given(...toProposed, documentsRequested)
      .when(propose)
      .thenRefused('documents-missing', {
        allowed: allowedCommands(
          fold(applicationDecider, [...toProposed, documentsRequested]),
          by('caseworker').by,
        ),
      }));

  test('what is void stands in the way of nothing', () =>
    given(...toProposed)
      .when(requestDocuments)
      .then(documentsRequested));
});

describe('what somebody may do', () => {
  test('releasing is offered to whoever has the case, to who stands in for them, and to heads of office', () => {
    const standsIn = { ...colleague.by, standsInFor: [caseworkerId] };
    expect(isAllowed('release', by('caseworker'), ...toProcessing)).toBe(true);
    expect(isAllowed('release', by('head-of-office'), ...toProcessing)).toBe(true);
    expect(isAllowed('release', colleague, ...toProcessing)).toBe(false);
    expect(isAllowed('release', { ...colleague, by: standsIn }, ...toProcessing)).toBe(true);
    given(...toProcessing)
      .when({ type: 'release', reason: 'sealed reason', at, by: standsIn })
      .then({ type: 'CaseReleased', data: { releasedFrom: caseworkerId, reason: 'sealed reason' } });
  });
});

function letter() {
  return { channel: 'post', contactOn: '2026-11-20', contact: 'sealed letter' } as const;
}
