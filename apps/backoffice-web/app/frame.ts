import { useRouteLoaderData } from 'react-router';
import type { StaffSchema } from '#api-client';

/** What a city says of itself. */
export type City = StaffSchema<'PublicTenant'>;
/** Who is signed in. */
export type Me = StaffSchema<'MeDto'>;

/** What stands on every page. */
export interface Frame {
  readonly city: City;
  /** Undefined for nobody. */
  readonly me: Me | undefined;
  /** How much of what they are told they have not read; undefined for who is told nothing, and while it is away. */
  readonly unread: number | undefined;
  readonly theme: 'light' | 'dark';
}

/** City, session and appearance, as every page has them; undefined where not even they could be loaded. */
export function useFrame(): Frame | undefined {
  return useRouteLoaderData<Frame>('root');
}

/** What somebody of the staff is called; undefined where the directory does not say it. */
export const nameOf = ({ attributes }: Me): string | undefined => {
  const name = attributes.name?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
};

/** Whether somebody works on cases. */
export const worksOnCases = ({ roles }: Me): boolean =>
  roles.includes('caseworker') || roles.includes('head-of-office');

/** Whether somebody may read what the files of the city say. */
export const mayReadConfiguration = ({ roles }: Me): boolean =>
  roles.includes('head-of-office') || roles.includes('operator');

/** The page that somebody's work begins on, by what they are here; undefined where their role has none. */
export function startOf(me: Me): string | undefined {
  if (worksOnCases(me)) return '/vorgaenge';
  if (me.roles.includes('auditor')) return '/pruefung';
  if (me.roles.includes('operator')) return '/betrieb';
  return undefined;
}
