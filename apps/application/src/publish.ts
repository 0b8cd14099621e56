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

type Stored = ApplicationEvent | CaseAccessed;

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
  const data = dataOf(event, recorded.streamId, change);
  return contractEvent<`application.${Stored['type']}`>(recorded, 'application', data);
}

function dataOf(
  event: Stored,
  applicationId: string,
  change: StateChange<Application> | undefined,
): ContractData<`application.${Stored['type']}`> {
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
  if (event.type === 'DocumentWithdrawn') return { ...data, documentId: event.data.documentId };
  const tellsNotice =
    event.type === 'NoticeProvided' || event.type === 'NoticeNotified' || event.type === 'ProvisionEnded';
  return tellsNotice ? { ...data, noticeId: event.data.noticeId } : data;
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
    actionRequired: status === 'action-required',
    statusChanged,
  };
}
