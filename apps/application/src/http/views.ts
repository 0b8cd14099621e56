import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { statusLabel } from '#contracts';
import { localised, type Language } from '#http';
import type { Service } from '#configuration';
import type { ActingRole } from '#commands';
import type { CommandAnswer } from '../application.handler';
import { allowedCommands } from '../commands/decider';
import type { CaseFile } from '../queries/case-file';
import type { MyApplication } from '../read-models/my-applications';
import { tasks, type WorkListCase } from '../read-models/work-list';
import { DocumentView, OpenProofView, openProofsView } from './document-views';
import { clockView, noticesView } from './law-views';

const id = { example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11', format: 'uuid' } as const;
const at = { example: '2026-11-20T15:42:13.123456Z', format: 'date-time' } as const;

/** Where the form of a draft stands, which is a resource of its own until it is submitted. */
export class DraftView {
  @ApiProperty({ description: 'Of the form: its ETag.', example: 3 }) version!: number;
  @ApiProperty({ ...at, description: 'When it was changed last.' }) savedAt!: string;
  @ApiProperty({ ...at, description: 'When the draft ends unless it is changed before.' }) endsAt!: string;
}

/** The form of an application. */
export class FormView {
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) form!: unknown;
  @ApiPropertyOptional({ type: DraftView, description: 'While it is a draft.' }) draft?: DraftView;
  @ApiProperty({ description: 'How many bytes of JSON the form may grow by.', example: 261_000 })
  bytesLeft!: number;
}

/** Where an application stands after a command. */
export class CommandView {
  @ApiProperty(id) id!: string;
  @ApiProperty({ example: 'DU-2026-000123-7' }) reference!: string;
  @ApiProperty({ example: 'filed' }) status!: string;
  @ApiProperty({ example: 'Eingegangen' }) statusLabel!: string;
  @ApiProperty({ description: 'Of the case.', example: 5 }) version!: number;
  @ApiPropertyOptional({ type: () => DraftView, description: 'Of a draft: where its form stands.' })
  draft?: DraftView;
}

/** What a list and a case both say of an application. */
class ApplicationView extends CommandView {
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

/** One line of the work list. */
export class WorkListCaseView extends MyApplicationView {
  @ApiProperty({ example: 'buergerservice' }) office!: string;
  @ApiProperty({ ...id, type: String, nullable: true }) assignedTo!: string | null;
  @ApiProperty({ type: String, nullable: true, enum: ['granted', 'partly', 'rejected'] }) outcome!:
    string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-12-04' }) dueOn!: string | null;
  @ApiProperty(at) filedAt!: string;
  @ApiProperty({ type: String, nullable: true, enum: tasks, description: 'What the office has to do.' })
  task!: string | null;
}

export class WorkListView {
  @ApiProperty({ type: [WorkListCaseView] }) items!: WorkListCaseView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class HistoryEntryView {
  @ApiProperty({ example: 5 }) version!: number;
  @ApiProperty({ example: 'DocumentsRequested' }) type!: string;
  @ApiProperty({ example: 'Antrag gestellt' }) label!: string;
  @ApiProperty(at) at!: string;
  @ApiProperty({ enum: ['applicant', 'office', 'portal'], example: 'office' }) by!: string;
  @ApiPropertyOptional({
    description: 'Who acted; never shown to citizens.',
    type: 'object',
    additionalProperties: true,
  })
  actor?: unknown;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { clock: 'paused' } }) facts!: unknown;
  @ApiPropertyOptional({
    description: 'What was written, where this party may read it.',
    type: 'object',
    additionalProperties: true,
  })
  content?: unknown;
  @ApiPropertyOptional() hash?: string;
}

/** An application with everything that the reader may see of it. */
export class CaseView extends ApplicationView {
  @ApiProperty({ example: 'buergerservice' }) office!: string;
  @ApiProperty({
    description: "Content hash of the service's configuration that the application was drafted with.",
  })
  configurationVersion!: string;
  @ApiProperty({
    description: 'The commands that the reader may give now.',
    type: [String],
    example: ['withdraw', 'supply-documents'],
  })
  allowed!: readonly string[];
  @ApiPropertyOptional({ enum: ['granted', 'partly', 'rejected'] }) outcome?: string;
  @ApiPropertyOptional({ ...id, description: 'For staff.' }) assignedTo?: string;
  @ApiPropertyOptional({ ...id, description: 'For staff.' }) applicantId?: string;
  @ApiProperty({
    description: '`null` where the content was erased.',
    type: 'object',
    additionalProperties: true,
    nullable: true,
  })
  form!: unknown;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) documentRequest!: unknown;
  @ApiPropertyOptional({
    description:
      'When the processing began, when the applicant was asked for something, the target date and the statutory period, each with its reason; absent before filing.',
    type: 'object',
    additionalProperties: true,
  })
  clock?: unknown;
  @ApiProperty({
    description:
      'The notice of each decision: provided, notified, retrieved, posted, announced, replaced; each with its time, dates with their reason.',
    type: 'array',
    items: { type: 'object', additionalProperties: true },
  })
  notices!: unknown;
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
  @ApiProperty({ type: [HistoryEntryView], description: 'Oldest first; of a long history the last entries.' })
  history!: HistoryEntryView[];
  @ApiPropertyOptional({
    description: 'There are earlier entries: ask again with `historyBefore` set to this.',
    example: 101,
  })
  earlierBefore?: number;
}

export class ReviewEntryView {
  @ApiProperty({ example: '/address/street' }) pointer!: string;
  @ApiProperty({ example: 'Straße' }) label!: string;
  @ApiProperty({ example: 'Königstraße' }) value!: string;
}

/** The page before submitting (OZG § 9a). */
export class ReviewView {
  @ApiProperty({ type: [ReviewEntryView] }) entries!: readonly ReviewEntryView[];
  @ApiProperty({ description: 'Sent with `submit`: names what was reviewed.' }) declarationHash!: string;
  @ApiProperty() warning!: string;
  @ApiProperty({ description: 'Whether anything keeps the form from being submitted.' }) complete!: boolean;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  errors!: readonly unknown[];
  @ApiProperty({ type: 'object', additionalProperties: true, example: { amountCents: 0, payment: 'none' } })
  fee!: unknown;
  @ApiProperty({ enum: ['none', 'low', 'substantial', 'high'] }) levelOfAssurance!: string;
}

/** The answer to a command, in the reader's language. */
export function commandView(answer: CommandAnswer, language: Language): CommandView {
  return { ...answer, statusLabel: statusLabel(answer.status, language) };
}

/** Where a draft stands. */
export function draftView({ version, savedAt, endsAt }: DraftView): DraftView {
  return { version, savedAt, endsAt };
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
    statusLabel: statusLabel(item.status, language),
    actionRequired: item.status === 'action-required',
  };
}

/** A case file as one role sees it, in the reader's language. */
export function caseView(
  id: string,
  file: CaseFile,
  service: Pick<Service, 'title' | 'documents'>,
  { role, language }: { readonly role: ActingRole; readonly language: Language },
): CaseView {
  const { application, version, updatedAt, form, draft, documentRequest, history } = file;
  const clock = localised(clockView(application), language);
  const outcome = 'decision' in application ? application.decision.outcome : undefined;
  const assignedTo = 'assignedTo' in application ? application.assignedTo : undefined;
  return {
    id,
    reference: application.reference,
    serviceKey: application.serviceKey,
    title: service.title[language],
    status: application.status,
    statusLabel: statusLabel(application.status, language),
    version,
    updatedAt,
    actionRequired: application.status === 'action-required',
    office: application.office,
    configurationVersion: application.configurationVersion,
    allowed: role === 'auditor' ? [] : allowedCommands(application, role),
    ...(outcome === undefined ? {} : { outcome }),
    ...(role === 'citizen' || assignedTo === undefined ? {} : { assignedTo }),
    ...(role === 'citizen' ? {} : { applicantId: application.applicantId }),
    form,
    ...(draft !== undefined && { draft: draftView(draft) }),
    documentRequest,
    ...(clock === undefined ? {} : { clock }),
    notices: localised(noticesView(application), language),
    documents: file.documents,
    openProofs: openProofsView(file, service, language),
    history: history.map((entry) => ({
      ...entry,
      label: entry.label[language],
      facts: localised(entry.facts, language),
    })),
    ...(file.earlierBefore !== undefined && { earlierBefore: file.earlierBefore }),
  };
}
