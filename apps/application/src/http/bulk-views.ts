import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ProblemDetails } from '#http';
import type { BegunApplication } from '../domain/application';

/** What became of one case. */
export class BulkItemView {
  @ApiProperty({ example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11', format: 'uuid' }) id!: string;
  /** Where it was done: how the case stands now. */
  status?: BegunApplication['status'];
  @ApiPropertyOptional({ example: 'In Bearbeitung' }) statusLabel?: string;
  @ApiPropertyOptional({ description: 'Of the case, where it was done.', example: 6 }) version?: number;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Where it was not done: why, as the command upon this case alone would have been answered.',
    example: {
      type: 'urn:serviceportal:problem:version-conflict',
      title: 'Der Stand ist veraltet.',
      status: 412,
    },
  })
  problem?: ProblemDetails;
}

export class BulkView {
  @ApiProperty({ type: [BulkItemView], description: 'One for each case, in the order asked.' })
  items!: readonly BulkItemView[];
  @ApiProperty({ description: 'How many were done.', example: 12 }) done!: number;
}
