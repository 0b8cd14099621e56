import type { Aggregate } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import { applicationDecider } from './domain/application';
import { caseAccessDecider, type CaseAccessed, type RecordAccess } from './domain/case-access';
import type { ApplicationCommand } from './domain/commands';
import type { ApplicationEvent } from './domain/events';
import type { Application } from './domain/state';
import { myApplications } from './read-models/my-applications';
import { workList } from './read-models/work-list';

/** The Antrag as it is stored: its stream type, its decider, and the lists that change with every append. */
export const applicationAggregate: Aggregate<Application, ApplicationCommand, ApplicationEvent> = {
  streamType: 'application',
  decider: applicationDecider,
  readModels: [myApplications, workList],
};

/** Every look at a case by the staff, in a stream beside it. */
export const caseAccessAggregate: Aggregate<null, RecordAccess, CaseAccessed> = {
  streamType: 'case-access',
  decider: caseAccessDecider,
  readModels: [],
};

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [folding(applicationAggregate), folding(caseAccessAggregate)];
