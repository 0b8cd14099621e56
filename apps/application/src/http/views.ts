import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { caseLabel } from '#contracts';
import { localised, type Language, type Localised } from '#http';
import type { Service, Tenant } from '#configuration';
import { levelNames, type Acting } from '#commands';
import { reviewOf, type ReviewTopic } from '#forms';
import { declaredName } from '../addressee';
import { originsOf, type DeclaredOrigin } from '../queries/declared-origins';
import type { CommandAnswer } from '../application.handler';
import type { CommandName } from '../commands';
import type { DocumentRequest, NoticeText } from '../commands/contents';
import { allowedCommands } from '../commands/decider';
import {
  isFiled,
  type ApplicationEventType,
  type BegunApplication,
  type EidProof,
  type Outcome,
} from '../domain/application';
import type { Proposal, ProposalState } from '../domain/proposal';
import { type Channel, type ContactChannel } from '../domain/channel';
import type { Resubmission } from '../domain/task';
import type { OrderOnFile, PaymentState } from '../domain/order';
import type { CaseFile, Represents, TaskOnFile } from '../queries/case-file';
import type { HistoryEntry } from '../queries/history';
import type { MyApplication } from '../read-models/my-applications';
import type { Task, WorkListCase } from '../read-models/work-list';
import type { Names } from '../persons';
import { DocumentView, OpenProofView, openProofsView } from './document-views';
import { FilledTemplateView } from './template-views';
import { draftView, DraftView, type ServiceChangedView } from './form-views';
import { clockView, noticesView, type CaseNoticeView, type ClockView } from './law-views';
import { names, namesAway, NamesView } from './office-views';
import { at, id } from './view-fields';

/** What is owed for an application, and how far its payment is. */
export class OrderView {
  @ApiProperty({ ...id, description: 'Of the payment, too.' }) id!: string;
  @ApiProperty({ example: 3070 }) amountCents!: number;
  @ApiPropertyOptional({ ...at, description: 'Until when it can be paid; absent where it stays owed.' })
  payBy?: string;
}

/** What is owed after submitting, and what the payment service is shown. */
export class SubmittedOrderView extends OrderView {
  @ApiPropertyOptional({
    description: 'Goes with `POST …/payments`: the order as this service has signed it (W16b).',
  })
  token?: string;
}

/** What is owed for a case. */
export class CaseOrderView extends OrderView {
  payment!: PaymentState;
}

/** Where an application stands after a command. */
export class CommandView {
  @ApiProperty(id) id!: string;
  @ApiProperty({ example: 'DU-2026-000123-7' }) reference!: string;
  @ApiProperty({ example: 'filed' }) status!: BegunApplication['status'];
  @ApiProperty({ example: 'Eingegangen' }) statusLabel!: string;
  @ApiProperty({ description: 'Of the case.', example: 5 }) version!: number;
  @ApiPropertyOptional({ type: () => DraftView, description: 'Of a draft: where its form stands.' })
  draft?: DraftView;
  /** How far the payment of what is owed is; absent where nothing is. */
  payment?: PaymentState;
  @ApiPropertyOptional({ type: () => SubmittedOrderView, description: 'After submitting: what is owed.' })
  order?: SubmittedOrderView;
}

/** That something happened to an application, and how it stood after that: an event of the stream. */
export class ApplicationUpdateView {
  @ApiProperty(id) id!: string;
  @ApiProperty({ example: 'DU-2026-000123-7' }) reference!: string;
  @ApiProperty({ example: 'in-processing' }) status!: BegunApplication['status'];
  @ApiProperty({ example: 'In Bearbeitung' }) statusLabel!: string;
  @ApiProperty({ description: 'Of the case.', example: 6 }) version!: number;
  actionRequired!: boolean;
  /** What happened; for staff. */
  type?: ApplicationEventType;
}

/** What a list and a case both say of an application. */
class ApplicationView extends OmitType(CommandView, ['order', 'payment'] as const) {
  @ApiProperty({ example: 'meldebescheinigung' }) serviceKey!: string;
  @ApiProperty({ example: 'Meldebescheinigung' }) title!: string;
  @ApiProperty(at) updatedAt!: string;
  @ApiProperty({ example: false }) actionRequired!: boolean;
}

const date = { type: String, format: 'date', nullable: true, example: '2026-12-04' } as const;

/** One line of "Meine offenen Anträge" or of the work list. */
export class MyApplicationView extends ApplicationView {
  @ApiProperty({
    ...date,
    description:
      'Until when the office aims to decide; the days of a question that is still open come on top.',
  })
  targetOn!: string | null;
  @ApiProperty({ ...date, description: 'Since when the applicant is asked for something.' })
  targetPausedSince!: string | null;
  /** How far the payment of what is owed is. */
  payment!: PaymentState | null;
  @ApiProperty({ ...date, description: 'Until when the law wants a decision; not the target date.' })
  statutoryUntil!: string | null;
}

/** The same in the citizen's list. */
export class ListedApplicationView extends MyApplicationView {
  @ApiProperty({
    ...at,
    type: String,
    nullable: true,
    description: 'Of a draft: when it ends unless it is changed before.',
  })
  endsAt!: string | null;
}

export class MyApplicationsView {
  @ApiProperty({ description: 'What this city calls the list.', example: 'Meine offenen Anträge' })
  listName!: string;
  @ApiProperty({ type: [ListedApplicationView] }) items!: ListedApplicationView[];
  @ApiProperty({ description: 'How many more drafts are possible beside the open ones.', example: 48 })
  draftsLeft!: number;
  @ApiPropertyOptional() nextCursor?: string;
}

/** The documents of one case. */
export class CaseDocumentsView {
  @ApiProperty(id) applicationId!: string;
  @ApiProperty({ example: 'DU-2026-000123-7' }) reference!: string;
  @ApiProperty({ example: 'meldebescheinigung' }) serviceKey!: string;
  @ApiProperty({ example: 'Meldebescheinigung' }) title!: string;
  @ApiProperty({ type: [DocumentView], description: 'Newest first.' })
  documents!: readonly DocumentView[];
}

/** A page of a person's documents. */
export class OwnDocumentsView {
  @ApiProperty({ type: [CaseDocumentsView] }) items!: CaseDocumentsView[];
  @ApiPropertyOptional() nextCursor?: string;
}

/** What was filed without signing in, and can be taken over. */
export class ClaimableView {
  @ApiProperty({ type: [ListedApplicationView] }) items!: ListedApplicationView[];
}

/** One line of the work list. */
export class WorkListCaseView extends MyApplicationView {
  @ApiProperty({ example: 'buergerservice' }) office!: string;
  @ApiProperty({ example: 'Bürgerservice' }) officeName!: string;
  @ApiProperty(id) applicantId!: string;
  @ApiProperty({ ...id, type: String, nullable: true }) assignedTo!: string | null;
  outcome!: Outcome | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-12-04' }) dueOn!: string | null;
  @ApiProperty(at) filedAt!: string;
  /** By which way it came. */
  channel!: Channel;
  /** What the office has to do. */
  task!: Task | null;
  /** The reader has a task in it, or is asked for advice. */
  hasTask!: boolean;
  @ApiProperty({
    ...date,
    description: 'When it comes up again; a day that has come stays until somebody has looked.',
  })
  resubmissionOn!: string | null;
  /** A decision that was proposed: whether it waits for a colleague, was sent back, or what it was made upon has changed. */
  proposal!: ProposalState | null;
  @ApiProperty({ ...id, type: String, nullable: true, description: 'Who proposed it.' })
  proposedBy!: string | null;
  /** A date of it is past: the target date, unless the applicant is asked for something, or the end of the statutory period. */
  overdue!: boolean;
  /** The applicant has written something that nobody of the office has read. */
  unread!: boolean;
  /** The reader is taken to be a party to it, and cannot work on it (§ 20 VwVfG). */
  ownCase!: boolean;
}

export class WorkListView extends NamesView {
  @ApiProperty({ type: [WorkListCaseView] }) items!: WorkListCaseView[];
  @ApiProperty({ description: 'How many there are on all pages.', example: 212 }) total!: number;
  @ApiPropertyOptional() nextCursor?: string;
}

const count = { type: 'integer', example: 12 } as const;

/** How many open cases there are; one case can count in several places. */
export class WorkListCountsView {
  @ApiProperty({ ...count, description: 'All of them.' }) open!: number;
  @ApiProperty({ ...count, description: 'The caller has them.' }) mine!: number;
  @ApiProperty({ ...count, description: 'Those have them for whom the caller stands in today.' })
  standingIn!: number;
  @ApiProperty({ ...count, description: 'Nobody has them.' }) free!: number;
  @ApiProperty({ ...count, description: 'With a message that the office has not read.' }) unread!: number;
  @ApiProperty({ ...count, description: 'With a proposal that waits for the caller.' }) toApprove!: number;
  @ApiProperty({ ...count, description: "With a proposal of the caller's that came back." })
  sentBack!: number;
  @ApiProperty({ ...count, description: 'A date is past.' }) overdue!: number;
  @ApiProperty({ ...count, description: 'The applicant was asked for something.' }) waiting!: number;
}

/** Where an entry of a declaration comes from, in the reader's language. */
export interface DeclaredOriginView extends DeclaredOrigin {
  /** @example "substanziell" */
  readonly levelName?: string;
}

/** One line of the case history, in the reader's language. */
export type HistoryEntryView = Localised<HistoryEntry>;

/** A decision that somebody has proposed to a colleague. */
export interface ProposalView extends Omit<Proposal, 'notice'> {
  /** What the notice would say; absent where the content was erased. */
  readonly notice?: NoticeText;
}

/** An application with everything that the reader may see of it. */
export class CaseView extends ApplicationView {
  @ApiProperty({ example: 'buergerservice' }) office!: string;
  @ApiProperty({
    description: "Content hash of the service's configuration that the application was drafted with.",
  })
  configurationVersion!: string;
  /**
   * The commands that the reader may give now.
   * @example ["withdraw", "supply-documents"]
   */
  allowed!: readonly CommandName[];
  outcome?: Outcome;
  @ApiPropertyOptional({ ...id, description: 'For staff.' }) assignedTo?: string;
  @ApiPropertyOptional({ ...id, description: 'For staff.' }) applicantId?: string;
  @ApiPropertyOptional({ ...id, description: 'For staff: who acts for the applicant.' })
  representativeId?: string;
  /** The reader is taken to be a party to it, and cannot work on it (§ 20 VwVfG). */
  ownCase?: boolean;
  /** For staff: which entries of the declaration a sign-in or a proof of identity has told; all others were typed. */
  origins?: readonly DeclaredOriginView[];
  /**
   * For staff: the applicant's name as the declaration has it, where it has one. Who signs in by a link has no other.
   * @example Erika Mustermann
   */
  declaredName?: string;
  /** For staff: what is still to be done in it, oldest first. */
  tasks?: readonly TaskOnFile[];
  /** For staff: when the office looks at it again. */
  resubmission?: Resubmission;
  /** For staff: a decision here takes effect when a colleague approves it. */
  approval?: 'second-person';
  /** For staff: what was proposed, and what became of it, until the case is decided. */
  proposal?: ProposalView;
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    description: 'For staff: ids of the cases that it is linked with.',
  })
  links?: readonly string[];
  /** It was begun without signing in, by somebody who has no account. */
  withoutSignIn?: boolean;
  @ApiPropertyOptional({
    type: () => CaseOrderView,
    description: 'What is owed for it; absent where nothing is (yet).',
  })
  order?: CaseOrderView;
  /** By which way it came where that was not the portal: then an office has entered it. */
  channel?: ContactChannel;
  /** For whom it is, where the one who acts does not file for themselves. */
  represents?: Represents;
  /** With what who submitted proved their identity for this very declaration (law 3); only where the service asks for it. */
  eidProof?: EidProof;
  /** `null` where the content was erased. */
  form!: CaseFile['form'];
  /** What is declared, as labelled text by the topics of the form, to the last digit; `null` where the content was erased. */
  declaration!: readonly ReviewTopic[] | null;
  /** What the applicant is asked for now. */
  documentRequest!: DocumentRequest | null;
  /**
   * When the processing began, when the applicant was asked for something, the target date and the statutory period, each with
   * its reason; absent before filing.
   */
  clock?: ClockView;
  /**
   * The notice of each decision: provided, notified, retrieved, posted, announced, replaced; each with its time, dates with their
   * reason.
   */
  notices!: readonly CaseNoticeView[];
  @ApiProperty({
    type: [DocumentView],
    description: 'Oldest first; what is not handed in yet only for its applicant.',
  })
  documents!: readonly DocumentView[];
  @ApiProperty({
    type: [OpenProofView],
    description: 'Proofs that the service requires and that are not there.',
  })
  openProofs!: OpenProofView[];
  /** Of a draft, for its applicant: what has changed about its service since it was begun. */
  serviceChanged?: ServiceChangedView;
  /** Oldest first; of a long history the last entries. */
  history!: readonly HistoryEntryView[];
  @ApiPropertyOptional({
    description: 'There are earlier entries: ask again with `historyBefore` set to this.',
    example: 101,
  })
  earlierBefore?: number;
}

/** A case in the hands of its office. */
export class OfficeCaseView extends CaseView {
  @ApiProperty({ type: [WorkListCaseView], description: "Linked cases of the caller's offices." })
  linked!: readonly WorkListCaseView[];
  @ApiProperty({ example: 'Bürgerservice' }) officeName!: string;
  /** The reader stands in today for whoever has it. */
  standsIn?: true;
  @ApiProperty(names) names!: Names;
  @ApiPropertyOptional(namesAway) namesAway?: boolean;
  @ApiPropertyOptional({
    type: [FilledTemplateView],
    description: 'Text templates of the kinds that were asked for, the one to begin with first.',
  })
  templates?: readonly FilledTemplateView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: "The titles of the city's text templates, by key.",
    example: { ablehnung: 'Ablehnung' },
  })
  templateTitles!: Readonly<Record<string, string>>;
}

/** The answer to a command, in the reader's language. */
export function commandView(answer: CommandAnswer, language: Language): CommandView {
  return { ...answer, statusLabel: caseLabel(answer, language) };
}

/** A line of either list, in the reader's language; a title is the one of the configuration the case was drafted with. */
export function listItem<Item extends MyApplication | WorkListCase>(
  item: Item,
  service: Pick<Service, 'title'>,
  language: Language,
) {
  const { configurationVersion: _, ...shown } = item;
  return {
    ...shown,
    title: service.title[language],
    statusLabel: caseLabel(item, language),
    actionRequired: item.status === 'action-required',
  };
}

/** What an office is called; its key where the city has no such office any more. */
export function nameOfOffice(
  { offices }: Pick<Tenant, 'offices'>,
  office: string,
  language: Language,
): string {
  return offices.find(({ key }) => key === office)?.name[language] ?? office;
}

/** The persons who are named in a case: its parties, who has it, and who acted in its history. */
export function personsIn(shown: CaseView): string[] {
  const { applicantId, representativeId, assignedTo, proposal, history, documents } = shown;
  const acted = history.flatMap(({ actor, facts }) => [
    actor?.personId,
    actor?.actingFor,
    'assignedTo' in facts ? facts.assignedTo : undefined,
    'releasedFrom' in facts ? facts.releasedFrom : undefined,
  ]);
  const added = documents.map(({ addedBy }) => addedBy);
  return [applicantId, representativeId, assignedTo, proposal?.proposedBy, ...acted, ...added].filter(
    (one) => one !== undefined && !one.startsWith('service:'),
  ) as string[];
}

/** Who reads a case. */
interface Reader extends Pick<Acting, 'personId' | 'role' | 'levelOfAssurance'> {
  readonly language: Language;
  /** One of the staff who is taken to be a party to it (§ 20 VwVfG). */
  readonly ownCase?: boolean;
  /** Of the staff: for whom they stand in today. */
  readonly standsInFor?: readonly string[];
}

function orderView({ orderId: id, amountCents, payBy, payment }: OrderOnFile): CaseOrderView {
  return { id, amountCents, ...(payBy !== undefined && { payBy }), payment };
}

function officeWorkOf(
  { application, tasks, proposedNotice: notice, declared, submitter }: CaseFile,
  { approval, form }: Pick<Service, 'approval' | 'form'>,
  language: Language,
): Pick<CaseView, 'declaredName' | 'origins' | 'tasks' | 'resubmission' | 'approval' | 'proposal' | 'links'> {
  if (!isFiled(application)) return {};
  const { resubmission, links = [] } = application;
  const { notice: _, ...proposal } = application.proposal ?? {};
  // What an office has entered, or somebody for somebody else, was typed.
  const isOwn = application.channel === undefined && application.representation === undefined;
  const origins = declared && submitter && (isOwn ? originsOf(form, declared, submitter) : []);
  const name = declared ? declaredName(form.schema, declared) : '';
  return {
    ...(name !== '' && { declaredName: name }),
    ...(origins && {
      origins: origins.map((one) => ({
        ...one,
        ...(one.level !== undefined && { levelName: levelNames[one.level][language] }),
      })),
    }),
    ...(tasks.length > 0 && { tasks }),
    ...(resubmission && { resubmission }),
    ...(links.length > 0 && { links }),
    ...(approval && { approval }),
    ...(application.proposal && { proposal: { ...proposal, ...(notice && { notice }) } as ProposalView }),
  };
}

/** What the reader may do now. Auditors and the treasury change nothing, and nobody works on a case of their own. */
function allowedTo(
  { personId, role, ownCase = false, standsInFor = [] }: Reader,
  application: BegunApplication,
): readonly CommandName[] {
  if (role === 'auditor' || role === 'treasury' || ownCase) return [];
  return allowedCommands(application, { personId, role, standsInFor });
}

/** A case file as one role sees it, in the reader's language. */
export function caseView(
  id: string,
  file: CaseFile,
  service: Pick<Service, 'title' | 'form' | 'documents' | 'signatureOnPaper' | 'approval'>,
  reader: Reader,
): CaseView {
  const { role, levelOfAssurance, language, ownCase = false } = reader;
  const { application, version, updatedAt, form, draft, documentRequest, history } = file;
  const clock = clockView(application);
  const outcome = 'decision' in application ? application.decision.outcome : undefined;
  const assignedTo = 'assignedTo' in application ? application.assignedTo : undefined;
  return {
    id,
    reference: application.reference,
    serviceKey: application.serviceKey,
    title: service.title[language],
    status: application.status,
    statusLabel: caseLabel({ status: application.status, payment: application.order?.payment }, language),
    version,
    updatedAt,
    actionRequired: application.status === 'action-required',
    office: application.office,
    configurationVersion: application.configurationVersion,
    allowed: allowedTo(reader, application),
    ...(ownCase && { ownCase }),
    ...(application.withoutSignIn && { withoutSignIn: true }),
    ...('channel' in application && application.channel !== undefined && { channel: application.channel }),
    ...(file.represents && { represents: file.represents }),
    ...(role !== 'citizen' &&
      application.representativeId !== undefined && { representativeId: application.representativeId }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(role === 'citizen' || assignedTo === undefined ? {} : { assignedTo }),
    ...(role === 'citizen'
      ? {}
      : { applicantId: application.applicantId, ...officeWorkOf(file, service, language) }),
    ...(application.order !== undefined && { order: orderView(application.order) }),
    ...(application.eidProof !== undefined && { eidProof: application.eidProof }),
    form,
    declaration: file.declared === null ? null : reviewOf(service.form, file.declared, language),
    ...(draft !== undefined && { draft: draftView(draft) }),
    documentRequest,
    ...(clock !== undefined && { clock: localised(clock, language) }),
    notices: localised(noticesView(application), language),
    documents: file.documents,
    openProofs: openProofsView(file, service, application.levelOfAssurance ?? levelOfAssurance, language),
    history: history.map((entry) => ({
      ...entry,
      label: entry.label[language],
      facts: localised(entry.facts, language),
    })) as readonly HistoryEntryView[],
    ...(file.earlierBefore !== undefined && { earlierBefore: file.earlierBefore }),
  };
}
