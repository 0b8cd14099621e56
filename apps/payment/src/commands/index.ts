import { finderIn, refusalsOf, type AskedOf, type DecidedOf } from '#commands';
import type { PaymentEventType } from '../domain/payment';
import { approveRefund } from './approve-refund';
import { askRefund } from './ask-refund';
import { askRefundAccount } from './ask-refund-account';
import { bookDebit } from './book-debit';
import { chooseMethod } from './choose-method';
import { collect } from './collect';
import type { Circumstances, CommandDefinition, HistoryLine } from './command';
import { correct } from './correct';
import { end } from './end';
import { giveRefundAccount } from './give-refund-account';
import { makePapers } from './make-papers';
import { noteAnswer } from './note-answer';
import { noteRefund } from './note-refund';
import { reconcile } from './reconcile';
import { reassign } from './reassign';
import { refund } from './refund';
import { rejectRefund } from './reject-refund';
import { reopen } from './reopen';
import { request } from './request';
import { returnDebit } from './return-debit';
import { writeOff } from './write-off';

/** Everything that can be done with a payment. A command that is not in this list does not exist. */
export const commands = [
  request,
  chooseMethod,
  noteAnswer,
  end,
  reopen,
  reassign,
  askRefund,
  refund,
  approveRefund,
  rejectRefund,
  noteRefund,
  askRefundAccount,
  giveRefundAccount,
  makePapers,
  collect,
  bookDebit,
  returnDebit,
  reconcile,
  correct,
  writeOff,
] as const;

type Command = (typeof commands)[number];
export type CommandName = Command['name'];

/** What somebody asks for: a command's name and input, in plain text, as it comes in over HTTP or Kafka. */
export type AskedCommand = AskedOf<Command>;

/** A command as it is decided: sealed, with every fact that the decision needs. */
export type PaymentCommand = DecidedOf<Command, Circumstances>;

/** One command as it is decided. */
export type CommandNamed<Name extends CommandName> = Extract<PaymentCommand, { readonly type: Name }>;

/** The definition of a command. @throws Error for a name that is not in the list. */
export const definitionOf: (name: CommandName) => CommandDefinition = finderIn<CommandDefinition>(commands);

type LinesOf<Definition> = Definition extends { readonly history: infer Lines } ? keyof Lines : never;

/** Does not compile while an event has no line in any command's `history`: it names what is missing. */
type NothingMissing = [Exclude<PaymentEventType, LinesOf<Command>>] extends [never]
  ? Readonly<Record<PaymentEventType, HistoryLine>>
  : { readonly missing: Exclude<PaymentEventType, LinesOf<Command>> };

/** How the history shows each type of event. */
export const historyLines = Object.assign(
  {},
  ...commands.map(({ history }) => history),
) as NothingMissing satisfies Readonly<Record<PaymentEventType, HistoryLine>>;

/** The refusals of all commands in words, for the problem catalogue. */
export const commandProblems = refusalsOf(commands);
