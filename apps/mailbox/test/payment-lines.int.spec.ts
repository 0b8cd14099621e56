import { randomUUID } from 'node:crypto';
import { eventually } from '#testing';
import { actingOn } from './acting-on-mailbox';
import { Case, caseworkerOf, paymentEvent, startMailbox, type RunningMailbox } from './running-mailbox';

let mailbox: RunningMailbox;
/** What the application and the payment service answer, by path. */
const answers = new Map<string, unknown>();
beforeAll(async () => {
  mailbox = await startMailbox(answers);
});
afterAll(() => mailbox.stop());
const { read, filedCase, expectNowhere } = actingOn(() => mailbox);

const attempt = { attemptId: randomUUID(), method: 'credit-card' };
const refund = { refundId: randomUUID(), attemptId: randomUUID(), refundCents: 3_070, reason: 'request' };
const paper = { ...attempt, documentId: randomUUID(), hash: 'a'.repeat(64) };
/** Events of payments with what of each the payment service says, and the title that the citizen reads. */
const lines: readonly (readonly [type: string, data: object, title: string])[] = [
  [
    'PaymentAuthorised',
    { ...attempt, paidAt: '2026-11-26T08:00:00.000000Z' },
    'Ihre Lastschrift ist angekündigt',
  ],
  ['MandateConfirmed', paper, 'Bestätigung Ihres Lastschriftmandats'],
  [
    'DebitCollected',
    { ...attempt, collectionId: randomUUID(), moved: true },
    'Der Tag Ihrer Lastschrift hat sich geändert',
  ],
  ['ReceiptIssued', paper, 'Zahlungsbeleg'],
  ['PaymentReturned', attempt, 'Ihre Lastschrift wurde zurückgegeben'],
  ['PaymentChargedBack', attempt, 'Ihre Zahlung wurde zurückgebucht'],
  ['RefundRequested', refund, 'Eine Erstattung ist vorgesehen'],
  ['RefundApproved', refund, 'Ihre Erstattung ist freigegeben'],
  ['RefundRejected', refund, 'Ihre Erstattung wurde abgelehnt'],
  [
    'RefundIssued',
    { ...refund, refundedAt: '2026-11-26T08:00:00.000000Z' },
    'Ihre Erstattung ist ausgeführt',
  ],
  ['RefundAccountAsked', refund, 'Bitte nennen Sie ein Konto für Ihre Erstattung'],
  ['RefundAccountReminded', refund, 'Erinnerung: Für Ihre Erstattung fehlt noch ein Konto'],
  ['RefundAccountGiven', refund, 'Für Ihre Erstattung wurde ein Konto genannt'],
];

/** The payment service says this of one of its events. */
function says(orderId: string, version: number, line: object | undefined): void {
  answers.set(
    `/internal/payments/${orderId}/mailbox-line?version=${version}`,
    line === undefined ? {} : { line },
  );
}
const reference = 'DU-2026-000123-7';

test.each(lines)('%s is a line in the mailbox, once however often it is told', async (type, data, title) => {
  const theCase = await filedCase();
  const orderId = randomUUID();
  const secret = `geheim ${orderId}`;
  says(orderId, 1, { reference, text: { de: secret, en: 'secret' } });
  says(orderId, 2, { reference, text: { de: 'die nächste', en: 'the next' } });
  const event = paymentEvent(theCase, type, { orderId, ...data });
  await mailbox.tell(event);
  await mailbox.tell(event);
  await mailbox.tell(paymentEvent(theCase, type, { orderId, version: 2, ...data }));
  const { items, unread } = await eventually('the lines', async () => {
    const thread = await read(theCase);
    return thread.items.some(({ text }) => text === 'die nächste') && thread;
  });
  expect(items.slice(1).map((item) => [item.kind, item.title, item.text])).toEqual([
    ['entry', title, secret],
    ['entry', title, 'die nächste'],
  ]);
  expect(unread).toBe(3);
  await expectNowhere(secret);
});

test('a receipt is there to be opened', async () => {
  const theCase = await filedCase();
  const orderId = randomUUID();
  const document = {
    ...{ paymentId: orderId, documentId: paper.documentId, name: 'Zahlungsbeleg-1.pdf' },
    ...{ size: 4_711, mediaType: 'application/pdf' },
  };
  says(orderId, 1, { reference, document });
  await mailbox.tell(paymentEvent(theCase, 'ReceiptIssued', { orderId, ...paper }));
  const { items } = await eventually('the line', async () => {
    const thread = await read(theCase);
    return thread.items.length > 1 && thread;
  });
  expect(items[1]).toMatchObject({ entryKind: 'receipt-issued', title: 'Zahlungsbeleg', document });
  await expectNowhere('Zahlungsbeleg-1');
});

test('there is no line where the payment service has nothing to say, nor where a debit goes as announced', async () => {
  const theCase = await filedCase();
  const [silent, loud] = [randomUUID(), randomUUID()];
  says(silent, 1, undefined);
  says(loud, 1, { reference, text: { de: 'zuletzt', en: 'last' } });
  await mailbox.tell(paymentEvent(theCase, 'RefundApproved', { orderId: silent, ...refund }));
  // Nobody is asked about it: the stand-in would refuse.
  await mailbox.tell(
    paymentEvent(theCase, 'DebitCollected', {
      orderId: randomUUID(),
      ...attempt,
      ...{ collectionId: randomUUID() },
    }),
  );
  await mailbox.tell(paymentEvent(theCase, 'ReceiptIssued', { orderId: loud, ...paper }));
  const { items } = await eventually('the last line', async () => {
    const thread = await read(theCase);
    return thread.items.some(({ text }) => text === 'zuletzt') && thread;
  });
  expect(items.map(({ entryKind }) => entryKind)).toEqual(['application-filed', 'receipt-issued']);
});

test('R10a whose a case is and which office has it, its payment never says: what it tells may be late', async () => {
  const theCase = await filedCase();
  const orderId = randomUUID();
  says(orderId, 1, { reference, text: { de: 'spät', en: 'late' } });
  const former = { id: theCase.id, applicantId: randomUUID(), office: 'steueramt' };
  await mailbox.tell(paymentEvent(former, 'ReceiptIssued', { orderId, ...paper }));
  await eventually('the line', async () => (await read(theCase)).items.length > 1);
  expect((await read(theCase, caseworkerOf('buergerservice'))).office).toBe('buergerservice');
  const formerly = await mailbox.send('GET', `/portal/applications/${theCase.id}/messages`, {
    ...theCase.citizen,
    sub: former.applicantId,
  });
  expect(formerly.status).toBe(404);
});

test('a payment that is heard of before its case opens the thread, and the case goes on with it', async () => {
  const theCase = new Case();
  const orderId = randomUUID();
  says(orderId, 1, { reference, text: { de: 'zuerst', en: 'first' } });
  await mailbox.tell(paymentEvent(theCase, 'ReceiptIssued', { orderId, ...paper }));
  await eventually('the line', async () => (await threadStatus(theCase)) === 200);
  await mailbox.tell(theCase.next('ApplicationDrafted', { status: 'draft' }));
  await mailbox.tell(theCase.next('ApplicationFiled'));
  await eventually('both lines', async () => (await read(theCase)).items.length === 2);
});

async function threadStatus({ id, citizen }: Case): Promise<number> {
  return (await mailbox.send('GET', `/portal/applications/${id}/messages`, citizen)).status;
}

test.each([
  ['SubmissionRevived', {}, 'Ihre Zahlung ist doch noch eingegangen; Ihr Antrag gilt wieder'],
  [
    'RefundNoted',
    { reason: 'too-late' },
    'Ihre Zahlung kam für einen Antrag, der nicht mehr besteht; Sie bekommen sie zurück',
  ],
])('W16c of a payment after the end it is told which: %s, once', async (type, more, title) => {
  const theCase = await filedCase();
  const event = theCase.next(type, { orderId: randomUUID(), ...more });
  await mailbox.tell(event);
  await mailbox.tell(event);
  await mailbox.tell(theCase.next('ProcessingStarted'));
  const { items } = await eventually('the line after it', async () => {
    const thread = await read(theCase);
    return thread.items.some(({ entryKind }) => entryKind === 'processing-started') && thread;
  });
  expect(items.map((item) => item.title)).toEqual([
    'Ihr Antrag ist eingegangen',
    title,
    'Die Bearbeitung hat begonnen',
  ]);
});
