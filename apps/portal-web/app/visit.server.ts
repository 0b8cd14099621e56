import type { PortalPaths } from '#api-client';
import { visitOf as anyVisitOf, type Visit as AnyVisit } from '#pages/server';

export { newKey } from '#pages/server';

/** One request for a page of the portal, with its API. */
export type Visit = AnyVisit<PortalPaths>;

/** The visit that a loader or an action belongs to. */
export const visitOf = anyVisitOf<PortalPaths>;
