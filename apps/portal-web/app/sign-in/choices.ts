import type { Schema } from '#api-client';

export type WayIn = Schema<'WayIn'>;
type Means = Schema<'MeansOfWayIn'>;
export type Level = WayIn['levelOfAssurance'];

/** One of the ways to sign in that a person chooses from: a way in, and what is used there. */
export interface Choice {
  /** Names it on the page: `bundid-high`. */
  readonly id: string;
  readonly way: WayIn;
  /** What is used there, the usual one first; none where there is nothing to choose. */
  readonly means: readonly Means[];
  readonly level: Level;
  readonly levelName: Schema<'LocalizedText'>;
  /** Whether it is enough for what the person wants to do. */
  readonly suffices: boolean;
}

const ascending: readonly Level[] = ['none', 'low', 'substantial', 'high'];

/** Whether a level is enough where another one is needed. */
export const isEnough = (level: Level, needed: Level): boolean =>
  ascending.indexOf(level) >= ascending.indexOf(needed);

/** The ways in as a person chooses: in the city's order, each once for each level that it reaches, the easiest first (D14). */
export function choicesOf(ways: readonly WayIn[]): readonly Choice[] {
  return ways.flatMap((way) => (way.means.length === 0 ? [withoutMeans(way)] : byLevel(way)));
}

const withoutMeans = (way: WayIn): Choice => ({
  ...{ id: way.method, way, means: [], level: way.levelOfAssurance, levelName: way.levelName },
  suffices: way.suffices ?? true,
});

function byLevel(way: WayIn): Choice[] {
  return ascending.flatMap((level) => {
    const means = way.means.filter(({ levelOfAssurance }) => levelOfAssurance === level);
    const [first] = means;
    if (first === undefined) return [];
    const suffices = means.some((one) => one.suffices ?? true);
    return [{ id: `${way.method}-${level}`, way, means, level, levelName: first.levelName, suffices }];
  });
}

/** Where a choice begins at its provider. @param service whose level and means count; only where the choice suffices for it */
export function startOf(
  { way, level, means, suffices }: Choice,
  { returnTo, service }: { readonly returnTo?: string | undefined; readonly service?: string | undefined },
): string {
  const query = new URLSearchParams();
  if (returnTo !== undefined) query.set('returnTo', returnTo);
  if (means.length > 0 && isEnough(level, 'substantial')) query.set('level', level);
  if (means.length > 0 && service !== undefined && suffices) query.set('service', service);
  const text = query.toString();
  return text === '' ? way.start.path : `${way.start.path}?${text}`;
}
