import { finderIn, refusalsOf, type AskedOf, type DecidedOf } from '#commands';
import type { ApplicationEventType } from '../domain/application';
import { addDocument } from './add-document';
import { approve } from './approve';
import { assign } from './assign';
import { claim } from './claim';
import { close } from './close';
import type { Contents } from './contents';
import type { Circumstances, CommandDefinition, HistoryLine } from './command';
import { correct } from './correct';
import { decide } from './decide';
import { draft } from './draft';
import { endDraft } from './end-draft';
import { endProvision } from './end-provision';
import { extend } from './extend';
import { finaliseDocument } from './finalise-document';
import { finishTask } from './finish-task';
import { fixFee } from './fix-fee';
import { followFiling } from './follow-filing';
import { forward } from './forward';
import { liftResubmission } from './lift-resubmission';
import { link } from './link';
import { makePapers } from './make-papers';
import { note } from './note';
import { noteErasure } from './note-erasure';
import { noteNotification } from './note-notification';
import { noticeRetrieved } from './notice-retrieved';
import { provideNotice } from './provide-notice';
import { recordApplication } from './record-application';
import { recordContact } from './record-contact';
import { recordPosting } from './record-posting';
import { release } from './release';
import { reopen } from './reopen';
import { remindOfAdvice } from './remind-of-advice';
import { represent } from './represent';
import { requestDocuments } from './request-documents';
import { resubmit } from './resubmit';
import { resume } from './resume';
import { saveForm } from './save-form';
import { sendBack } from './send-back';
import { sendOnDocuments } from './send-on-documents';
import { setResubmission } from './set-resubmission';
import { setTask } from './set-task';
import { start } from './start';
import { submit } from './submit';
import { supplyDocuments } from './supply-documents';
import { suspend } from './suspend';
import { takeBack } from './take-back';
import { unlink } from './unlink';
import { withdraw } from './withdraw';
import { withdrawDocument } from './withdraw-document';

/** Everything that can be done with an application, in the order in which actions are offered. A command that is not in this list does not exist. */
export const commands = [
  draft,
  recordApplication,
  saveForm,
  represent,
  claim,
  submit,
  takeBack,
  withdraw,
  supplyDocuments,
  assign,
  start,
  forward,
  release,
  requestDocuments,
  extend,
  suspend,
  resume,
  fixFee,
  decide,
  approve,
  sendBack,
  note,
  recordContact,
  addDocument,
  finaliseDocument,
  sendOnDocuments,
  setTask,
  finishTask,
  setResubmission,
  liftResubmission,
  link,
  unlink,
  correct,
  recordPosting,
  close,
  reopen,
  provideNotice,
  noteNotification,
  noticeRetrieved,
  endProvision,
  endDraft,
  resubmit,
  remindOfAdvice,
  makePapers,
  withdrawDocument,
  noteErasure,
  followFiling,
] as const;

type Command = (typeof commands)[number];
export type CommandName = Command['name'];

/** What somebody asks for: a command's name and input, in plain text, as it comes in over HTTP or Kafka. */
export type AskedCommand = AskedOf<Command>;

/** A command as it is decided: sealed, with every fact that the decision needs. */
export type ApplicationCommand = DecidedOf<Command, Circumstances>;

/** One command as it is decided. */
export type CommandNamed<Name extends CommandName> = Extract<ApplicationCommand, { readonly type: Name }>;

/** The definition of a command. @throws Error for a name that is not in the list. */
export const definitionOf: (name: CommandName) => CommandDefinition = finderIn<CommandDefinition>(commands);

type LinesOf<Definition> = Definition extends { readonly history: infer Lines } ? keyof Lines : never;
type LineOf<Type extends ApplicationEventType, Definition = Command> = Definition extends {
  readonly history: { readonly [T in Type]: infer Line };
}
  ? Line
  : never;

/** The facts that the history shows of one type of event. */
export type FactsOf<Type extends ApplicationEventType> =
  LineOf<Type> extends { facts(data: never): infer Facts } ? Facts : object;
/** What was written with one type of event, as the history shows it. */
export type ContentOf<Type extends ApplicationEventType> =
  LineOf<Type> extends { readonly content: { readonly as: infer Place extends keyof Contents } }
    ? Contents[Place]
    : never;

/** Does not compile while an event has no line in any command's `history`: it names what is missing. */
type NothingMissing = [Exclude<ApplicationEventType, LinesOf<Command>>] extends [never]
  ? Readonly<Record<ApplicationEventType, HistoryLine>>
  : { readonly missing: Exclude<ApplicationEventType, LinesOf<Command>> };

/** How the history shows each type of event. */
export const historyLines = Object.assign(
  {},
  ...commands.map(({ history }) => history),
) as NothingMissing satisfies Readonly<Record<ApplicationEventType, HistoryLine>>;

/** The refusals of all commands in words, for the problem catalogue. */
export const commandProblems = refusalsOf(commands);
