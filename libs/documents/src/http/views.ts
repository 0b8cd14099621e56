import { ApiProperty } from '@nestjs/swagger';
import { scans, type KeptDocument, type Scan } from '../document';

/** A document on its way. */
export class UploadView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'lageplan', description: 'As what it is handed in.' }) kind!: string;
  @ApiProperty({ description: 'Bytes of the whole.', type: 'integer', example: 48_213 }) size!: number;
  @ApiProperty({ description: 'Bytes that have come.', type: 'integer', example: 48_213 }) received!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'application/pdf',
    description: 'What its bytes show; `null` until all of it has come.',
  })
  mediaType!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 of the ciphertext; `null` until all of it has come.',
  })
  hash!: string | null;
  @ApiProperty({
    enum: scans,
    enumName: 'Scan',
    description:
      '`waiting`: nobody can open it yet; `clean`; `found`: malware, nobody can open it any more; `unscannable`: packed too large or nested too deep to be scanned, nobody can open it; `not-scanned`: there is no scanner by configuration; `own`: made by the portal.',
  })
  scan!: Scan;
}

export function uploadView({ id, kind, length, received, mediaType, hash, scan }: KeptDocument): UploadView {
  return { id, kind, size: length, received, mediaType, hash, scan };
}
