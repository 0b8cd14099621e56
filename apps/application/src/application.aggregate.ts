import { caseAccessAggregate } from '#commands';
import { boundRow, documentsEnd, foundRow, releasedRow } from '#documents';
import { dueRow, type Aggregate, type InlineRow } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import type { ApplicationCommand } from './commands';
import { applicationDecider } from './commands/decider';
import type { Application, ApplicationEvent, Instant } from './domain/application';
import type { HandedIn } from './domain/document';
import { filingAggregate } from './filing.aggregate';
import { atItsTime, contentGone, findableByName, ordersChanged } from './at-its-time';
import { alertsOf } from './domain/alert';
import { alertRows } from './read-models/alerts';
import { draftRows } from './read-models/drafts';
import { myApplications } from './read-models/my-applications';
import { workList } from './read-models/work-list';

/** The Antrag as it is stored: its stream type, its decider, and the lists that change with every append. */
export const applicationAggregate: Aggregate<Application, ApplicationCommand, ApplicationEvent> = {
  streamType: 'application',
  decider: applicationDecider,
  readModels: [myApplications, workList],
  due: [...atItsTime, contentGone, ordersChanged, findableByName],
  besides(command, events, _, before) {
    const change = 'draft' in command ? command.draft : undefined;
    // A save and a look too early are no events; whatever else happens to a draft or a document happens with one.
    const isWithoutEvent = change?.kind === 'saved' || change?.kind === 'waiting';
    if (events.length === 0 && !isWithoutEvent) return [];
    return [
      ...(change === undefined ? [] : draftRows(change)),
      ...('binds' in command ? command.binds.map(boundRow) : []),
      ...('releases' in command ? released(command.releases, command.at) : []),
      ...('finds' in command ? [foundRow(command.finds)] : []),
      ...alertRows(alertsOf(events, before, command.by.personId, approversIn(command)), command.at),
    ];
  },
};

/** Whom a decision is put before that waits for four eyes. */
const approversIn = (command: ApplicationCommand): readonly string[] =>
  (command.type === 'decide' ? command.approvers : undefined) ?? [];

/** For so long what is taken out of a case waits to be bound again, in ms; what is complete, as long as its draft. */
const releasedMs = 7 * 24 * 3_600_000;

function released(documents: readonly HandedIn[] = [], at: Instant): readonly InlineRow[] {
  if (documents.length === 0) return [];
  const endsAt = new Date(Date.parse(at) + releasedMs).toISOString();
  return [...documents.map((one) => releasedRow(one, endsAt)), dueRow(documentsEnd, endsAt)];
}

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [
  folding(applicationAggregate),
  folding(filingAggregate),
  folding(caseAccessAggregate),
];
