import { useRouteLoaderData } from 'react-router';
import type { Schema } from '#api-client';

/** What the portal says of its city to everybody. */
export type City = Schema<'PublicTenant'>;

/** Who is signed in, as every page shows it. */
export interface Signed {
  readonly me: Schema<'MeDto'>;
  /** Entries, messages and notices that were not read; undefined while the mailbox is away. */
  readonly unread: number | undefined;
  /** The name of the person for whom one acts. */
  readonly actingFor: string | undefined;
  /** The name of the person whose mandate has ended under this session. */
  readonly actedFor: string | undefined;
  /** How many applications that were filed without signing in are offered to be taken over, until the person has answered. */
  readonly claimable: number;
}

/** What stands on every page. */
export interface Frame {
  readonly city: City;
  /** Where the portal stands: `https://serviceportal.duisburg.de`. */
  readonly origin: string;
  /** Undefined for nobody. */
  readonly signed: Signed | undefined;
  readonly theme: 'light' | 'dark';
}

/** City, session and appearance, as every page has them; undefined where not even they could be loaded. */
export function useFrame(): Frame | undefined {
  return useRouteLoaderData<Frame>('root');
}
