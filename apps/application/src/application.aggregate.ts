import { caseAccessAggregate } from '#commands';
import { boundRow, foundRow } from '#documents';
import type { Aggregate } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import type { ApplicationCommand } from './commands';
import { applicationDecider } from './commands/decider';
import type { Application, ApplicationEvent } from './domain/application';
import { atItsTime, contentGone } from './at-its-time';
import { draftRows } from './read-models/drafts';
import { myApplications } from './read-models/my-applications';
import { workList } from './read-models/work-list';

/** The Antrag as it is stored: its stream type, its decider, and the lists that change with every append. */
export const applicationAggregate: Aggregate<Application, ApplicationCommand, ApplicationEvent> = {
  streamType: 'application',
  decider: applicationDecider,
  readModels: [myApplications, workList],
  due: [...atItsTime, contentGone],
  besides(command, events) {
    const change = 'draft' in command ? command.draft : undefined;
    // A save and a look too early are no events; whatever else happens to a draft or a document happens with one.
    const isWithoutEvent = change?.kind === 'saved' || change?.kind === 'waiting';
    if (events.length === 0 && !isWithoutEvent) return [];
    return [
      ...(change === undefined ? [] : draftRows(change)),
      ...('binds' in command ? command.binds.map(boundRow) : []),
      ...('finds' in command ? [foundRow(command.finds)] : []),
    ];
  },
};

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [folding(applicationAggregate), folding(caseAccessAggregate)];
