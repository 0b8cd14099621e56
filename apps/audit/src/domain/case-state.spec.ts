import { foldCase, viewOf } from './case-state';
import type { WitnessedEvent } from './witnessed-event';

const matter = {
  applicationId: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
  reference: 'DU-2026-000123-7',
  serviceKey: 'meldebescheinigung',
  configurationVersion: 'c'.repeat(64),
  office: 'buergerservice',
  applicantId: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b22',
  actionRequired: false,
};

const event = (
  version: number,
  type: string,
  data: Record<string, unknown>,
  place: Partial<WitnessedEvent> = {},
): WitnessedEvent => ({
  source: 'application',
  streamType: 'application',
  streamId: matter.applicationId,
  version,
  type,
  recordedAt: `2026-11-20T10:00:0${version}.000000Z`,
  receivedAt: `2026-11-20T10:00:0${version}.100000Z`,
  told: '',
  hash: String(version),
  previousHash: String(version - 1),
  actor: { personId: matter.applicantId, role: 'citizen' },
  correlationId: 'x',
  causationId: 'x',
  data,
  ...place,
});
const inMailbox = { source: 'mailbox', streamType: 'thread' };

const drafted = event(1, 'ApplicationDrafted', { ...matter, status: 'draft' });
const filed = event(2, 'ApplicationFiled', { ...matter, status: 'filed' });
const assigned = event(3, 'CaseAssigned', { ...matter, status: 'in-processing', assignedTo: 'somebody' });

test('a case nobody has begun has no state', () => {
  expect(foldCase([])).toBeUndefined();
  expect(viewOf(undefined, 'citizen')).toBeUndefined();
});

test('D9 a draft is nobody’s business but the citizen’s', () => {
  const draft = foldCase([drafted]);
  expect(viewOf(draft, 'citizen')).toMatchObject({ status: 'draft', version: 1 });
  expect(viewOf(draft, 'caseworker')).toBeUndefined();
});

test('who works on a case is not shown to the citizen, who looked at it to the auditor alone', () => {
  const looked = event(1, 'CaseAccessed', {}, { streamType: 'case-access' });
  const state = foldCase([drafted, filed, assigned, looked]);
  expect(viewOf(state, 'citizen')).not.toHaveProperty('assignedTo');
  expect(viewOf(state, 'caseworker')).toMatchObject({ assignedTo: 'somebody', status: 'in-processing' });
  expect(viewOf(state, 'caseworker')).not.toHaveProperty('accesses');
  expect(viewOf(state, 'auditor')).toMatchObject({ accesses: 1, version: 3, hash: '3' });
});

test('R28c how far its payment is, is known of each moment; of what owes nothing, nothing', () => {
  const owing = { ...matter, status: 'submitted', payment: 'open' };
  const submitted = event(2, 'ApplicationSubmitted', owing);
  const paid = event(3, 'PaymentNoted', { ...owing, payment: 'settled' });
  const paymentAfter = (...events: readonly WitnessedEvent[]) => viewOf(foldCase(events), 'citizen')?.payment;
  expect([
    paymentAfter(drafted),
    paymentAfter(drafted, submitted),
    paymentAfter(drafted, submitted, paid),
  ]).toEqual([null, 'open', 'settled']);
});

test('messages and notices are counted, by side and by what was opened', () => {
  const state = foldCase([
    drafted,
    filed,
    event(2, 'MessageWritten', { recipient: 'office' }, inMailbox),
    event(3, 'MessageWritten', { recipient: 'citizen' }, inMailbox),
    event(4, 'NoticeDeposited', { noticeId: 'n1' }, inMailbox),
    event(5, 'NoticeDeposited', { noticeId: 'n2' }, inMailbox),
    event(6, 'NoticeRetrieved', { noticeId: 'n1' }, inMailbox),
  ]);
  expect(state).toMatchObject({
    messages: { citizen: 1, office: 1 },
    notices: [
      { noticeId: 'n1', retrieved: true },
      { noticeId: 'n2', retrieved: false },
    ],
  });
});

test('an event of a newer release leaves the state as it is', () => {
  const before = foldCase([drafted, filed]);
  expect(foldCase([drafted, filed, event(7, 'SomethingNew', { any: 1 }, inMailbox)])).toEqual(before);
});
