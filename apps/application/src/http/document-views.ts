import { ApiProperty } from '@nestjs/swagger';
import type { LevelOfAssurance, Service } from '#configuration';
import { UploadView } from '#documents';
import type { Language } from '#http';
import { proofsOf } from '../commands/proofs';
import { openProofs } from '../domain/document';
import type { CaseFile } from '../queries/case-file';

/** A document of a case. */
export class DocumentView extends UploadView {
  @ApiProperty({ type: String, nullable: true, description: 'As it was given; `null` where it was erased.' })
  name!: string | null;
  @ApiProperty({ enum: ['applicant', 'portal'], enumName: 'DocumentOrigin' }) origin!: 'applicant' | 'portal';
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Version of the entry that added it; `null` while it is not handed in yet.',
  })
  entry!: number | null;
  @ApiProperty({ description: 'Whether it can be opened now.' }) mayBeOpened!: boolean;
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
