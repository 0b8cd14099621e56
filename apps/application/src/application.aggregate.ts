import type { Aggregate } from '#event-sourcing';
import { applicationDecider } from './domain/application';
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
