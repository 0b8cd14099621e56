import { NoInput } from '#commands';
import type { ApplicationEvent } from '../domain/application';
import { command, staff } from './command';

/** Begins processing. Who starts a case that nobody has taken, takes it. */
export const start = command({
  name: 'start',
  summary: 'Begins processing; takes the case when nobody has',
  roles: staff,
  transitions: [{ from: ['filed', 'in-processing'], to: ['in-processing'] }],
  input: NoInput,
  prepare: () => ({}),

  isSoAlready: (application) =>
    application.status === 'in-processing' && application.started && application.assignedTo !== undefined,

  decide({ assignedTo }, { by }) {
    const started: ApplicationEvent = { type: 'ProcessingStarted', data: {} };
    return assignedTo === undefined
      ? [{ type: 'CaseAssigned', data: { assignedTo: by.personId } }, started]
      : [started];
  },

  history: { ProcessingStarted: { says: { de: 'Bearbeitung begonnen', en: 'Processing begun' } } },
});
