import { cityCss } from '#pages';
import { cityOf } from '../city.server';
import { visitOf } from '../visit.server';
import type { Route } from './+types/city-css';

export const loader = async ({ context }: Route.LoaderArgs): Promise<Response> =>
  cityCss(await cityOf(visitOf(context)));
