import { contractEvent, type ContractData, type ContractEvent, type Status } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { StateAccess } from '#messaging';
import { applicationDecider } from './domain/application';
import type { CaseAccessed } from './domain/case-access';
import type { ApplicationEvent } from './domain/events';
import { isFiled, standingDecision, type Application, type BegunApplication } from './domain/state';

/**
 * What the application service tells the others about a stored event: ids and codes, never content. Every event becomes
 * exactly one contract event, so that the witness sees every version of every stream.
 */
export async function publish(recorded: RecordedEvent, states: StateAccess): Promise<ContractEvent> {
  return contractEvent(recorded, 'application', await dataOf(recorded, states));
}

async function dataOf(recorded: RecordedEvent, states: StateAccess): Promise<ContractData> {
  // Type and data were stored together by one decider; the store only keeps them in two fields.
  const event = { type: recorded.type, data: recorded.data } as ApplicationEvent | CaseAccessed;
  if (event.type === 'CaseAccessed') return event.data;
  const { before, after } = await states.around<Application, ApplicationEvent>(applicationDecider, recorded);
  if (after.status === 'none') throw new Error(`${event.type} left no application`);
  const data = dataOfApplication(recorded.streamId, after, before.status !== after.status);
  return event.type === 'NoticeProvided' ? { ...data, noticeId: event.data.noticeId } : data;
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
