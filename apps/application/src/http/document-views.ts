import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LevelOfAssurance, Service } from '#configuration';
import { UploadView } from '#documents';
import type { Language } from '#http';
import { proofsOf } from '../commands/proofs';
import { contactChannels, type ContactChannel } from '../domain/channel';
import { openProofs, recipientKinds, type DocumentOrigin, type RecipientKind } from '../domain/document';
import type { CaseFile } from '../queries/case-file';
import { at, id } from './view-fields';

/** That a document of a case went to somebody outside. */
export class SentOnView {
  @ApiProperty({ description: 'Version of the entry that says so.', type: 'integer', example: 12 })
  entry!: number;
  @ApiProperty(at) at!: string;
  @ApiProperty({ enum: recipientKinds, enumName: 'RecipientKind' }) recipientKind!: RecipientKind;
  @ApiPropertyOptional({ description: 'For applicants: the redacted copy of it went.' })
  redacted?: boolean;
  @ApiPropertyOptional({ description: 'For staff.', example: 'Feuerwehr Duisburg' }) recipient?: string;
}

/** A document of a case. */
export class DocumentView extends UploadView {
  @ApiProperty({ type: String, nullable: true, description: 'As it was given; `null` where it was erased.' })
  name!: string | null;
  @ApiProperty({ enum: ['applicant', 'portal', 'office', 'outside'], enumName: 'DocumentOrigin' })
  origin!: DocumentOrigin;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Version of the entry that added it; `null` while it is not handed in yet.',
  })
  entry!: number | null;
  @ApiProperty({ description: 'Whether it can be opened now.' }) mayBeOpened!: boolean;
  @ApiPropertyOptional({ ...at, description: 'When it became part of the case; absent while it is none.' })
  addedAt?: string;
  @ApiPropertyOptional({ ...id, description: 'For staff: who added it.' }) addedBy?: string;
  @ApiPropertyOptional({
    enum: contactChannels,
    enumName: 'ContactChannel',
    description: 'By which other way it came; absent for what came through the portal.',
  })
  channel?: ContactChannel;
  @ApiPropertyOptional({ ...id, description: 'Of a redacted copy: its original, which stays.' })
  redactionOf?: string;
  @ApiProperty({ description: 'Nobody changes it any more; only what is final is sent on.' }) final!: boolean;
  @ApiProperty({ type: [SentOnView], description: 'Where it went outside, oldest first.' })
  sentOn!: readonly SentOnView[];
}

/** A proof that the service requires and that is not there. */
export class OpenProofView {
  @ApiProperty({ example: 'lageplan' }) key!: string;
  @ApiProperty({ example: 'Lageplan mit Maßen' }) title!: string;
}

/**
 * The proofs that are still open, in the reader's language (R10e, H2b). What was uploaded after submitting closes none before it is
 * handed in: until then nobody but its owner knows of it.
 * @param level of whoever submitted, or would
 */
export function openProofsView(
  { application, documents }: CaseFile,
  service: Pick<Service, 'documents' | 'signatureOnPaper'>,
  level: LevelOfAssurance,
  language: Language,
): OpenProofView[] {
  const there = documents.filter(
    ({ scan, hash, entry }) =>
      scan !== 'found' &&
      scan !== 'unscannable' &&
      hash !== null &&
      (application.status === 'draft' || entry !== null),
  );
  return openProofs(proofsOf(service, level), there).map(({ key, title }) => ({
    key,
    title: title[language],
  }));
}
