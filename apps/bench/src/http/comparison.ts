import { type Figure, withUnit } from '../figures';
import { spread } from '../measure';
import { commandsPerSecond } from './commands';

/** The figures of one build, round by round. */
export type RoundsOfFigures = readonly (readonly Figure[])[];

/** One figure each: the median where it was measured in several rounds. */
export function overRounds(rounds: RoundsOfFigures): Figure[] {
  const all = rounds.flat();
  return [...new Set(all.map(({ what }) => what))].flatMap((what) => {
    const same = all.filter((figure) => figure.what === what);
    return same.slice(0, 1).map((figure) => ({ ...figure, value: spread(valuesOf(same)).median }));
  });
}

/** How our build stands to another one that was measured in turns with it. */
export function compared(
  own: RoundsOfFigures,
  given: RoundsOfFigures,
): { figures: Figure[]; beside: Record<string, Record<string, string>> } {
  const givenFigures = overRounds(given);
  const beside = Object.fromEntries(
    overRounds(own).flatMap((figure) => {
      const other = givenFigures.find(({ what }) => what === figure.what);
      if (other === undefined) return [];
      const times = withUnit(figure.value / other.value, {});
      return [[figure.what, { 'given build': withUnit(other.value, other), 'ours ÷ given': times }]];
    }),
  );
  const [ours, others] = [own, given].map((rounds) =>
    valuesOf(rounds.flat().filter(({ what }) => what === commandsPerSecond)),
  );
  // Round by round, because a machine that is shared changes its speed between them.
  const ratios = (ours ?? []).map((perSecond, round) => perSecond / (others?.[round] ?? NaN));
  if (ratios.length === 0) return { figures: [], beside };
  const what = `${commandsPerSecond}, ours ÷ given build`;
  return { figures: [{ what, value: spread(ratios).median, floor: 3 }], beside };
}

const valuesOf = (figures: readonly Figure[]): number[] => figures.map(({ value }) => value);
