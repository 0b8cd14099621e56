import { contractEvent, type ContractData, type ContractEvent, type Status } from '#contracts';
import type { RecordedEvent, StateChange } from '#event-sourcing';
import type { CaseAccessed } from '#commands';
import {
  isFiled,
  standingDecision,
  type Application,
  type ApplicationEvent,
  type BegunApplication,
} from './domain/application';
import type { Order } from './domain/order';
import { filingAggregate } from './filing.aggregate';
import type { FilingEvent } from './processes/filing';

type Stored = ApplicationEvent | FilingEvent | CaseAccessed;

/**
 * What the application service tells the others about a stored event: ids and codes, never content. Every event becomes
 * exactly one contract event, so that the witness sees every version of every stream.
 */
export function publish(
  recorded: RecordedEvent,
  change: StateChange<Application> | undefined,
): ContractEvent {
  // Type and data were stored together by one decider; the store only keeps them in two fields.
  const event = { type: recorded.type, data: recorded.data } as Stored;
  const data = isOfFiling(recorded, event)
    ? dataOfFiling(event, recorded.streamId)
    : dataOf(event, recorded.streamId, change);
  return contractEvent<`application.${Stored['type']}`>(recorded, 'application', data);
}

function isOfFiling(recorded: RecordedEvent, event: Stored): event is FilingEvent {
  return recorded.streamType === filingAggregate.streamType && event.type !== 'CaseAccessed';
}

/** What is told of the filing process of an order. */
function dataOfFiling(
  event: FilingEvent,
  orderId: string,
): ContractData<`application.${FilingEvent['type']}`> {
  const { applicationId, applicantId, office, amountCents } = event.data;
  const filing = { orderId, applicationId, applicantId, office, amountCents };
  switch (event.type) {
    case 'FilingBegan':
      return { ...filing, paymentPolicy: event.data.policy };
    case 'PaymentFollowed':
      return { ...filing, payment: event.data.payment };
    case 'FilingEnded':
    case 'RefundAsked':
      return { ...filing, reason: event.data.reason };
    case 'FilingReminded':
    case 'FilingReached':
    case 'FilingRevived':
      return filing;
  }
}

function dataOf(
  event: ApplicationEvent | CaseAccessed,
  applicationId: string,
  change: StateChange<Application> | undefined,
): ContractData<`application.${ApplicationEvent['type'] | CaseAccessed['type']}`> {
  if (event.type === 'CaseAccessed') return event.data;
  if (change === undefined || change.after.status === 'none')
    throw new Error(`${event.type} left no application`);
  const { before, after } = change;
  const data = dataOfApplication(applicationId, after, before.status !== after.status);
  if (event.type === 'DecisionIssued') {
    // An event of a release that knew the mailbox only is told in the same words as then.
    const { delivery, replaces } = event.data;
    return {
      ...data,
      ...(delivery !== undefined && { delivery }),
      ...(replaces !== undefined && { replaces }),
    };
  }
  if (event.type === 'DocumentAdded') {
    const { documentId, kind, hash } = event.data;
    return { ...data, documentId, kind, hash };
  }
  if (event.type === 'DocumentWithdrawn' || event.type === 'DocumentFinalised')
    return { ...data, documentId: event.data.documentId };
  if (event.type === 'ApplicationSubmitted' || event.type === 'FeeFixed')
    return { ...data, ...orderData(event.data.order) };
  if (event.type === 'RefundNoted') {
    const { orderId, reason } = event.data;
    return { ...data, orderId, reason };
  }
  if (
    event.type === 'SubmissionTakenBack' ||
    event.type === 'SubmissionExpired' ||
    event.type === 'SubmissionRevived' ||
    event.type === 'PaymentNoted' ||
    event.type === 'PaymentReminded'
  )
    return { ...data, orderId: event.data.orderId };
  const tellsNotice =
    event.type === 'NoticeProvided' || event.type === 'NoticeNotified' || event.type === 'ProvisionEnded';
  return tellsNotice ? { ...data, noticeId: event.data.noticeId } : data;
}

function orderData(order: Order | undefined) {
  if (order === undefined) return {};
  const { orderId, amountCents, policy: paymentPolicy, payBy } = order;
  return { orderId, amountCents, paymentPolicy, ...(payBy !== undefined && { payBy }) };
}

function dataOfApplication(applicationId: string, application: BegunApplication, statusChanged: boolean) {
  const status: Status = application.status;
  const outcome = standingDecision(application)?.outcome;
  const assignedTo = isFiled(application) ? application.assignedTo : undefined;
  return {
    applicationId,
    reference: application.reference,
    serviceKey: application.serviceKey,
    configurationVersion: application.configurationVersion,
    office: application.office,
    applicantId: application.applicantId,
    status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(assignedTo === undefined ? {} : { assignedTo }),
    ...(application.order !== undefined && { payment: application.order.payment }),
    actionRequired: status === 'action-required',
    statusChanged,
  };
}
