import type { BackofficePaths } from '#api-client';
import { visitOf as anyVisitOf, type Visit as AnyVisit } from '#pages/server';

export { newKey } from '#pages/server';

/** One request for a page of the back-office, with its API. */
export type Visit = AnyVisit<BackofficePaths>;

/** The visit that a loader or an action belongs to. */
export const visitOf = anyVisitOf<BackofficePaths>;
