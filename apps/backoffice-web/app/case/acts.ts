import type { BackofficePaths, StaffSchema } from '#api-client';
import type { Me } from '../frame';

/** A case as its office sees it. */
export type Case = StaffSchema<'OfficeCaseView'>;
/** What can be commanded. */
type Command = Case['allowed'][number];

/** What an act can stand beside: a part of the case's page. */
export type Part = 'documents' | 'tasks' | 'linked' | 'payment' | 'notices' | 'flow';

/**
 * What the office can do with a case, in the order in which it is offered: how the address names it, the command, its key, whether it
 * has a form, and beside what it stands. The bar on top keeps what moves the case on.
 */
export const acts = [
  { act: 'mitzeichnen', command: 'approve', form: true },
  { act: 'entscheiden', command: 'decide', key: 'e', form: true },
  { act: 'zurueckgeben', command: 'send-back', form: true },
  { act: 'beginnen', command: 'start', form: false },
  { act: 'uebernehmen', command: 'assign', key: 'a', form: false },
  { act: 'zuweisen', command: 'assign', key: 'z', form: true },
  { act: 'nachfordern', command: 'request-documents', key: 'u', form: true },
  { act: 'gebuehr', command: 'fix-fee', form: true, beside: 'payment' },
  { act: 'verlaengern', command: 'extend', form: true },
  { act: 'ruhen', command: 'suspend', form: true },
  { act: 'weiterlaufen', command: 'resume', form: false },
  { act: 'weiterleiten', command: 'forward', key: 'l', form: true },
  { act: 'freigeben', command: 'release', key: 'f', form: true },
  { act: 'post', command: 'record-posting', form: true, beside: 'notices' },
  { act: 'abschliessen', command: 'close', form: false },
  { act: 'wiederaufnehmen', command: 'reopen', form: true },
  { act: 'notiz', command: 'note', key: 'n', form: true, beside: 'flow' },
  { act: 'eingang', command: 'record-contact', form: true, beside: 'flow' },
  { act: 'dokument', command: 'add-document', form: true, beside: 'documents' },
  { act: 'endgueltig', command: 'finalise-document', form: true, beside: 'documents' },
  { act: 'uebermitteln', command: 'send-on-documents', form: true, beside: 'documents' },
  { act: 'aufgabe', command: 'set-task', key: 's', form: true, beside: 'tasks' },
  { act: 'extern', command: 'set-task', form: true, beside: 'tasks' },
  { act: 'erledigen', command: 'finish-task', form: true, beside: 'tasks' },
  { act: 'wiedervorlage', command: 'set-resubmission', key: 'w', form: true },
  { act: 'vorgelegt', command: 'lift-resubmission', form: false },
  { act: 'verknuepfen', command: 'link', form: true, beside: 'linked' },
  { act: 'loesen', command: 'unlink', form: true, beside: 'linked' },
  { act: 'berichtigen', command: 'correct', key: 'b', form: true, beside: 'flow' },
] as const satisfies readonly {
  readonly act: string;
  readonly command: Command;
  readonly key?: string;
  readonly form: boolean;
  /** It stands beside what it is about instead of in the bar. */
  readonly beside?: Part;
}[];
export type OfficeAct = (typeof acts)[number];

type CommandAt<Path> = Path extends `/api/applications/{id}/${infer Name extends Command}` ? Name : never;
/** The commands that the API takes from the office for which the page has no act: there are none, or this does not compile. */
type WithoutAct = Exclude<CommandAt<keyof BackofficePaths>, OfficeAct['command']>;
[] satisfies WithoutAct[] extends never[] ? [] : { readonly missing: WithoutAct };

export type ActName = OfficeAct['act'];
/** An act for which something has to be said. */
export type FormActName = Extract<OfficeAct, { readonly form: true }>['act'];

/** The act that an address names, where it has a form. */
export const formActOf = (name: string | null): FormActName | undefined =>
  acts.find((one): one is Extract<OfficeAct, { readonly form: true }> => one.form && one.act === name)?.act;

type Concerned = Pick<Case, 'approval' | 'tasks' | 'resubmission' | 'links' | 'status' | 'documents'>;

/** What an act needs to be there, where most cases do not have it: nobody wonders why it is not possible with the others. */
const needed: Partial<Record<OfficeAct['command'], (shown: Concerned) => boolean>> = {
  approve: ({ approval }) => approval !== undefined,
  'send-back': ({ approval }) => approval !== undefined,
  'finalise-document': ({ documents }) =>
    documents.some(({ origin, final }) => origin === 'office' && !final),
  'send-on-documents': ({ documents }) => documents.some(({ final }) => final),
  'finish-task': ({ tasks = [] }) => tasks.length > 0,
  'lift-resubmission': ({ resubmission }) => resubmission !== undefined,
  unlink: ({ links = [] }) => links.length > 0,
  resume: () => false,
  reopen: ({ status }) => status === 'closed' || status === 'withdrawn',
};

/** Whether an act has anything to do with a case. */
export const concerns = ({ command }: OfficeAct, shown: Concerned): boolean =>
  needed[command]?.(shown) ?? true;

/** How an act is named in words: where four eyes are demanded, deciding is proposing; one's own proposal is taken back. */
export function wordOf<Act extends ActName>(
  act: Act,
  { approval, proposal }: Case,
  personId: string | undefined,
): Act | 'vorschlagen' | 'zuruecknehmen' {
  if (act === 'entscheiden' && approval !== undefined) return 'vorschlagen';
  const isOwn = proposal?.state === 'waiting' && proposal.proposedBy === personId;
  if (act === 'zurueckgeben' && isOwn) return 'zuruecknehmen';
  return act;
}

/** Whether somebody works on it, since it was received or taken up again. */
const isBegun = (history: Case['history']): boolean =>
  history.findLastIndex(({ type }) => type === 'ProcessingStarted') >
  history.findLastIndex(({ type }) => type === 'CaseReopened' || type === 'CaseForwarded');

/** Whether the reader may do something now. Whoever has a case already need not take it; to others only heads of office assign. */
export function isAllowed(
  { act, command }: OfficeAct,
  { allowed, assignedTo, history }: Case,
  me: Me,
): boolean {
  if (act === 'uebernehmen' && assignedTo === me.personId) return false;
  // Giving the command again would change nothing.
  if (act === 'beginnen' && assignedTo !== undefined && isBegun(history)) return false;
  if (act === 'zuweisen' && !me.roles.includes('head-of-office')) return false;
  return allowed.includes(command);
}

/** Somebody to whom a case can be assigned. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/**
 * An act that was refused, or whose form comes again: which, why, what was entered, and at which version of the case it was meant.
 */
export interface Refused {
  readonly act: ActName | 'nachricht';
  /** Absent where a text was put into the form, and nothing was refused. */
  readonly problem?: {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    readonly detail?: string;
  };
  readonly typed: Readonly<Record<string, string>>;
  readonly seen: number;
}

/** Whether nobody can say whose case it is, so that nothing is allowed: identity does not answer. */
export const cannotBeTold = ({ namesAway, allowed }: Case): boolean =>
  namesAway === true && allowed.length === 0;
