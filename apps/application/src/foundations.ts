import { contentHash } from '#configuration';
import { wronglyKnown } from '#documents';
import type { DataKeys } from '#encryption';
import type { Foundation } from '#verification';
import { type RecordedEvent, type StreamHistory } from '#event-sourcing';
import { fold } from '#event-sourcing/decider';
import { applicationDecider } from './commands/decider';
import { isGivenUp, type ApplicationDrafted, type ApplicationEvent } from './domain/application';
import type { DocumentAdded } from './domain/document';
import { draftEnd } from './read-models/drafts';

/** The key that opens what the people of a case wrote; that of a draft that came to nothing is destroyed (law 9). */
const dataKey = (keys: DataKeys): Foundation => ({
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const drafted = histories.filter((history) => draftedOf(history) !== undefined);
    const ids = drafted.map(({ streamId }) => streamId);
    const givenUp = new Set(drafted.filter(mayBeGivenUp).map(({ streamId }) => streamId));
    const unusable = await keys.unusable(client, tenant, ids, (id) => givenUp.has(id));
    return new Map([...unusable].map(([streamId, wrong]) => [streamId, `the key of its content ${wrong}`]));
  },
});

/** The configuration that a case was drafted under: what was asked and promised then must be readable for decades. */
const configuration: Foundation = {
  table: 'application.service_configurations',
  async missing(client, tenant, histories) {
    const used = histories.flatMap((history) => {
      const drafted = draftedOf(history);
      return drafted === undefined
        ? []
        : [{ streamId: history.streamId, version: drafted.configurationVersion }];
    });
    const { rows } = await client.query<{ version: string; configuration: object }>(
      `SELECT version, configuration FROM application.service_configurations WHERE tenant = $1 AND version = ANY($2)`,
      [tenant, [...new Set(used.map(({ version }) => version))]],
    );
    const intact = new Map(
      rows.map(
        ({
          version,
          configuration: { version: _, ...content },
        }: {
          version: string;
          configuration: { version?: string };
        }) => [version, contentHash(content) === version],
      ),
    );
    return new Map(
      used
        .filter(({ version }) => intact.get(version) !== true)
        .map(({ streamId, version }) => [
          streamId,
          intact.has(version)
            ? 'the configuration of its service was changed'
            : 'the configuration of its service is missing',
        ]),
    );
  },
};

/** The content of a draft, and that its end is not put off: no history says what stands there, or until when. */
const draftContent: Foundation = {
  table: 'application.drafts',
  async missing(client, tenant, histories) {
    const { rows } = await client.query<{ streamId: string; wrong: string }>(
      `SELECT due.stream_id AS "streamId", CASE WHEN draft.stream_id IS NULL
           THEN 'the content of the draft is missing' ELSE 'its end is looked at too late' END AS wrong
       FROM event_store.due LEFT JOIN application.drafts AS draft USING (tenant, stream_id)
       WHERE due.tenant = $1 AND due.stream_id = ANY ($2) AND due.kind = $3
         AND (draft.stream_id IS NULL OR due.due_at > draft.ends_at)`,
      [tenant, histories.map(({ streamId }) => streamId), draftEnd],
    );
    return new Map(rows.map(({ streamId, wrong }) => [streamId, wrong]));
  },
};

/** What is known of the documents of a case beside its history: without it nobody opens them. */
const documents: Foundation = {
  table: 'documents.documents',
  async missing(client, tenant, histories) {
    const added = histories.flatMap(({ streamId, streamType, events }) =>
      streamType !== 'application'
        ? []
        : sinceTakenBack(events)
            .filter(({ type }) => type === 'DocumentAdded')
            .map(({ data }) => ({ streamId, ...(data as DocumentAdded['data']) })),
    );
    return wronglyKnown(client, tenant, added);
  },
};

/** What was handed in with a submission that was taken back is no part of the case any more. */
function sinceTakenBack(events: StreamHistory['events']): StreamHistory['events'] {
  return events.slice(events.findLastIndex(({ type }) => type === 'SubmissionTakenBack') + 1);
}

export const foundations = (keys: DataKeys): readonly Foundation[] => [
  dataKey(keys),
  configuration,
  draftContent,
  documents,
];

function draftedOf({ streamType, events }: StreamHistory): ApplicationDrafted['data'] | undefined {
  const [first] = events;
  return streamType === 'application' && first?.type === 'ApplicationDrafted'
    ? (first.data as ApplicationDrafted['data'])
    : undefined;
}

/** Whether a draft came to nothing (`isGivenUp`), as far as its history can be read: what is broken cannot be folded. */
function mayBeGivenUp({ events, brokenAt, unreadable }: StreamHistory): boolean {
  if (brokenAt !== undefined || unreadable !== undefined) return true;
  return isGivenUp(fold(applicationDecider, events as readonly RecordedEvent<ApplicationEvent>[]));
}
