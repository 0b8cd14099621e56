import type { Me } from '../frame';
import { useWords, type WordKey } from '../words';
import type { Case, OfficeAct } from './acts';

type Reason = WordKey<'whyNot'>;
type Command = OfficeAct['command'];

/** When each command is possible, where the status alone decides. */
const when: Readonly<Record<Command, Reason>> = {
  decide: 'decide',
  approve: 'nothingProposed',
  'send-back': 'nothingProposed',
  start: 'start',
  assign: 'assign',
  'request-documents': 'underWay',
  'fix-fee': 'fixFee',
  extend: 'extend',
  suspend: 'suspend',
  resume: 'resume',
  forward: 'underWay',
  release: 'nobodyHasIt',
  'record-posting': 'posting',
  close: 'close',
  reopen: 'reopen',
  note: 'underWayOrDecided',
  'record-contact': 'underWayOrDecided',
  'add-document': 'underWayOrDecided',
  'finalise-document': 'underWayOrDecided',
  'send-on-documents': 'underWayOrDecided',
  'set-task': 'underWayOrDecided',
  'finish-task': 'noTask',
  'set-resubmission': 'underWayOrDecided',
  'lift-resubmission': 'noResubmission',
  link: 'underWayOrDecided',
  unlink: 'noLink',
  correct: 'correct',
};

const isAtEnd = (status: Case['status']): boolean => ['closed', 'withdrawn', 'expired'].includes(status);
const isDecided = (status: Case['status']): boolean =>
  status.startsWith('decided-') || status === 'notice-available';

/** What is possible with a decided case, too, and says itself why not. */
const alsoDecided: readonly Command[] = [
  'close',
  'release',
  'reopen',
  'record-posting',
  'finish-task',
  'lift-resubmission',
];

/** Says why the reader cannot do something now. */
export function useWhyNot(shown: Case, me: Me): ({ act, command }: OfficeAct) => string {
  const words = useWords('whyNot');
  const { status, assignedTo, clock, proposal } = shown;
  return ({ act, command }) => {
    if (act === 'zuweisen' && !me.roles.includes('head-of-office')) return words('onlyHeads');
    if (act === 'uebernehmen' && assignedTo === me.personId) return words('isYours');
    if (act === 'freigeben' && assignedTo !== undefined && !isAtEnd(status)) return words('onlyHeadsRelease');
    if (isAtEnd(status) && command !== 'reopen') return words(status === 'withdrawn' ? 'withdrawn' : 'atEnd');
    if (command === 'approve' && proposal?.state === 'waiting') return words('ownProposal');
    if (proposal?.state === 'void' && (command === 'approve' || command === 'send-back'))
      return words('voidProposal');
    if (command === 'extend' && clock?.extendedUntil !== undefined) return words('extendedAlready');
    if (isDecided(status) && !alsoDecided.includes(command)) return words('isDecided');
    return words(when[command]);
  };
}
