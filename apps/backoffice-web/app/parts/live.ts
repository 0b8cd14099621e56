import { liveUpdates } from '#pages';

/** The stream that concerns whoever works on cases: the changes of their offices' cases. */
export const { useChanges, useLive, useSessionEnd } = liveUpdates({ cases: '/api/events' });
