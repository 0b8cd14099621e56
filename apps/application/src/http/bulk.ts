import { Each, Id, Ordinal } from '#http';
import { AssignInput } from '../commands/assign';
import { ForwardInput } from '../commands/forward';
import { ReleaseInput } from '../commands/release';

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
