import { citation, means, type Promised } from './list';
import type { NamedTest } from './tests';

/** A promise with the tests that name it. */
export interface Proof extends Promised {
  /**
   * `kept` when every test that names it passed; `not run` when it is named but one of its tests has no result yet;
   * `missing` when no test names it.
   */
  readonly state: 'kept' | 'broken' | 'not run' | 'missing';
  readonly tests: readonly NamedTest[];
}

/** What of the promises is proven, in their order. */
export function proofsOf(promises: readonly Promised[], tests: readonly NamedTest[]): Proof[] {
  const naming = tests.flatMap((test) => {
    const ids = test.name.match(citation);
    return ids ? [{ test, ids }] : [];
  });
  return promises.map((promised) => {
    const proving = naming
      .filter(({ ids }) => ids.some((cited) => means(cited, promised.id)))
      .map(({ test }) => test);
    return { ...promised, tests: proving, state: stateOf(proving) };
  });
}

function stateOf(tests: readonly NamedTest[]): Proof['state'] {
  if (tests.length === 0) return 'missing';
  if (tests.some(({ result }) => result === 'failed')) return 'broken';
  return tests.some(({ result }) => result === 'passed') ? 'kept' : 'not run';
}
