import { keptCities } from '#pages/server';
import type { City } from './frame';
import type { Visit } from './visit.server';

const kept = keptCities<City>();

/** The city of a visit. @throws data with the problem where the API does not say it, and has not said it before */
export const cityOf = ({ api, host }: Visit): Promise<City> => kept(host, () => api.GET('/api/tenant'));
