import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Each, Id, Ordinal, type ProblemDetails } from '#http';
import { AssignInput } from '../commands/assign';
import { ForwardInput } from '../commands/forward';
import { ReleaseInput } from '../commands/release';
import type { BegunApplication } from '../domain/application';

/** So many cases at once: a page of the work list. */
const mostCases = 200;

/** A case, as it was seen: nobody's work is overwritten that was not looked at. */
export class SeenCase {
  @Id({ description: 'Of the case.', example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11' })
  id!: string;

  @Ordinal({ description: 'Version of the case that was seen.', example: 5 })
  version!: number;
}

const cases = { description: 'Each as it was seen; one that has moved on is left as it is.' };

export class BulkAssignInput extends AssignInput {
  @Each(SeenCase, mostCases, cases)
  cases!: SeenCase[];
}

export class BulkForwardInput extends ForwardInput {
  @Each(SeenCase, mostCases, cases)
  cases!: SeenCase[];
}

export class BulkReleaseInput extends ReleaseInput {
  @Each(SeenCase, mostCases, cases)
  cases!: SeenCase[];
}

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
