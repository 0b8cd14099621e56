import { statuses, validateContractEvent } from '#contracts';
import { fold, type DomainEvent, type RecordedEvent } from '#event-sourcing';
import { applicationDecider } from './commands/decider';
import { applicationStatuses, type ApplicationEvent } from './domain/application';
import {
  announcedByPost,
  applicantId,
  caseworkerId,
  documentsRequested,
  documentsSupplied,
  noticeNotified,
  posted,
  provisionEnded,
  reopened,
  toClosed,
  toNotice,
  toProcessing,
  withdrawn,
} from '../test/examples';
import { publish } from './publish';

const streamId = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';
const hash = 'b'.repeat(64);

function recorded(event: DomainEvent, version: number): RecordedEvent {
  return {
    tenant: 'duisburg',
    streamId,
    streamType: 'application',
    version,
    // The examples' hash of a configuration is short for readability; a real one is a SHA-256.
    type: event.type,
    data:
      event.type === 'ApplicationDrafted'
        ? { ...(event.data as object), configurationVersion: hash }
        : event.data,
    schemaVersion: 1,
    metadata: {
      actor: { personId: caseworkerId, role: 'caseworker' },
      commandId: streamId,
      correlationId: streamId,
      causationId: streamId,
    },
    recordedAt: '2026-11-20T15:42:13.123456Z',
    hash,
    previousHash: version === 1 ? '' : hash,
  };
}

/** Publishes a history as the relay does: each event with the state around it. */
function published(history: readonly ApplicationEvent[]) {
  const events = history.map((event, index) => recorded(event, index + 1));
  const until = (version: number) =>
    fold(applicationDecider, events.slice(0, version) as unknown as ApplicationEvent[]);
  return events.map((event, index) => publish(event, { before: until(index), after: until(index + 1) }));
}

const histories: readonly { readonly history: readonly ApplicationEvent[] }[] = [
  { history: [...toClosed, reopened] },
  { history: [...toProcessing, documentsRequested, documentsSupplied] },
  { history: [...toProcessing, withdrawn] },
  { history: [...toNotice, noticeNotified, provisionEnded, posted, announcedByPost] },
];

test.each(histories)('every stored event becomes one contract event that keeps its schema', ({ history }) => {
  const events = published(history);
  expect(events.map(({ type }) => type)).toEqual(history.map(({ type }) => `application.${type}`));
  for (const event of events) expect(validateContractEvent(JSON.parse(JSON.stringify(event)))).toBeTruthy();
});

test('D22 a contract event carries ids and codes, and nothing that was written', () => {
  const events = published([...toProcessing, documentsRequested]);
  expect(JSON.stringify(events)).not.toContain('sealed');
  expect(events.at(-1)?.data).toEqual({
    applicationId: streamId,
    reference: 'DU-2026-000123-7',
    serviceKey: 'meldebescheinigung',
    configurationVersion: hash,
    office: 'einwohnerwesen',
    applicantId,
    status: 'action-required',
    assignedTo: caseworkerId,
    actionRequired: true,
    statusChanged: true,
  });
});

test('an event that leaves the status as it was says so', () => {
  const events = published(toClosed);
  const unchanged = events.filter(({ data }) => 'statusChanged' in data && !data.statusChanged);
  expect(unchanged.map(({ type }) => type)).toEqual([
    'application.ProcessingStarted',
    'application.NoticeRetrieved',
    'application.AnnouncementEffective',
  ]);
});

test('every status of the Antrag is one that people can read', () => {
  expect(statuses).toEqual(expect.arrayContaining(applicationStatuses.filter((status) => status !== 'none')));
});
