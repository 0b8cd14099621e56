import type { ActingRole, CommandType } from './commands';

/** Every status an application can have; `none` is a case that nobody has begun. */
export const applicationStatuses = [
  'none',
  'draft',
  'submitted',
  'filed',
  'in-processing',
  'action-required',
  'decided-granted',
  'decided-partly',
  'decided-rejected',
  'notice-available',
  'withdrawn',
  'closed',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

export interface Transition {
  readonly command: CommandType;
  readonly from: readonly ApplicationStatus[];
  readonly roles: readonly ActingRole[];
  /** The statuses that the command can lead to; `unchanged` is whichever it was. */
  readonly to: readonly (ApplicationStatus | 'unchanged')[];
}

const citizen = ['citizen'] as const;
const staff = ['caseworker', 'head-of-office'] as const;
const process = ['service'] as const;
const decided = ['decided-granted', 'decided-partly', 'decided-rejected'] as const;
const underWay = ['filed', 'in-processing', 'action-required'] as const;

/**
 * Which command is allowed in which status for which role, and where it leads: the one table. The decider refuses by it,
 * HTTP serves it, `npm run docs:states` draws it.
 */
export const transitions: readonly Transition[] = [
  { command: 'draft', from: ['none'], roles: citizen, to: ['draft'] },
  { command: 'save-form', from: ['draft'], roles: citizen, to: ['unchanged'] },
  { command: 'submit', from: ['draft'], roles: citizen, to: ['submitted', 'filed'] },
  { command: 'withdraw', from: ['draft', 'submitted', ...underWay], roles: citizen, to: ['withdrawn'] },
  { command: 'supply-documents', from: ['filed', 'in-processing'], roles: citizen, to: ['unchanged'] },
  { command: 'supply-documents', from: ['action-required'], roles: citizen, to: ['in-processing'] },

  { command: 'assign', from: ['filed'], roles: staff, to: ['in-processing'] },
  {
    command: 'assign',
    from: ['in-processing', 'action-required', ...decided, 'notice-available'],
    roles: staff,
    to: ['unchanged'],
  },
  { command: 'start', from: ['filed', 'in-processing'], roles: staff, to: ['in-processing'] },
  { command: 'forward', from: ['filed', 'in-processing'], roles: staff, to: ['in-processing'] },
  { command: 'forward', from: ['action-required'], roles: staff, to: ['unchanged'] },
  {
    command: 'request-documents',
    from: ['in-processing', 'action-required'],
    roles: staff,
    to: ['action-required'],
  },
  { command: 'decide', from: ['in-processing', 'action-required'], roles: staff, to: decided },
  {
    command: 'correct',
    from: [...underWay, ...decided, 'notice-available'],
    roles: staff,
    to: ['unchanged'],
  },
  { command: 'close', from: ['notice-available'], roles: staff, to: ['closed'] },
  { command: 'reopen', from: ['closed'], roles: staff, to: ['in-processing'] },

  { command: 'provide-notice', from: decided, roles: process, to: ['notice-available'] },
  {
    command: 'notice-retrieved',
    from: ['in-processing', 'action-required', ...decided, 'notice-available', 'withdrawn', 'closed'],
    roles: process,
    to: ['unchanged'],
  },
];

/** The row of the table for a command in a status, whoever gives it; undefined where the status forbids it. */
export function findTransition(command: CommandType, from: ApplicationStatus): Transition | undefined {
  return transitions.find((row) => row.command === command && row.from.includes(from));
}

/** The commands that a role may give in a status, in the order of the table. */
export function allowedCommands(status: ApplicationStatus, role: ActingRole): readonly CommandType[] {
  const rows = transitions.filter((row) => row.from.includes(status) && row.roles.includes(role));
  return [...new Set(rows.map((row) => row.command))];
}
