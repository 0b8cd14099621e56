import { ApiProperty } from '@nestjs/swagger';
import type { Service } from '#configuration';
import type { KeptDocument, Scan } from '#documents';
import type { Language } from '#http';
import { openProofs } from '../domain/document';
import type { CaseFile } from '../queries/case-file';

const id = { example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11', format: 'uuid' } as const;
const scans = ['waiting', 'clean', 'found', 'not-scanned', 'own'] as const satisfies readonly Scan[];
const scan = {
  enum: scans,
  enumName: 'Scan',
  description:
    '`waiting`: nobody can open it yet; `clean`; `found`: malware, nobody can open it any more; `not-scanned`: there is no scanner by configuration; `own`: made by the portal.',
} as const;
const hash = {
  type: String,
  nullable: true,
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of the ciphertext; `null` until all of it has come.',
} as const;
const mediaType = {
  type: String,
  nullable: true,
  example: 'application/pdf',
  description: 'What its bytes show; `null` until all of it has come.',
} as const;
const kind = { example: 'lageplan', description: 'Key of a proof of the service, or `other`.' } as const;

/** A document on its way. */
export class UploadView {
  @ApiProperty(id) id!: string;
  @ApiProperty(kind) kind!: string;
  @ApiProperty({ description: 'Bytes of the whole.', type: 'integer', example: 48_213 }) size!: number;
  @ApiProperty({ description: 'Bytes that have come.', type: 'integer', example: 48_213 }) received!: number;
  @ApiProperty(mediaType) mediaType!: string | null;
  @ApiProperty(hash) hash!: string | null;
  @ApiProperty(scan) scan!: Scan;
}

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

export function uploadView({ id, kind, length, received, mediaType, hash, scan }: KeptDocument): UploadView {
  return { id, kind, size: length, received, mediaType, hash, scan };
}

/** The proofs that are still open, in the reader's language (R10e, H2b). */
export function openProofsView(
  { documents }: CaseFile,
  service: Pick<Service, 'documents'>,
  language: Language,
): OpenProofView[] {
  const there = documents.filter(({ scan, hash }) => scan !== 'found' && hash !== null);
  return openProofs(service.documents, there).map(({ key, title }) => ({ key, title: title[language] }));
}
