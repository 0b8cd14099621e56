import { cityIcon } from '#pages';
import { cityOf } from '../city.server';
import { visitOf } from '../visit.server';
import type { Route } from './+types/icon';

export const loader = async ({ context }: Route.LoaderArgs): Promise<Response> =>
  cityIcon(await cityOf(visitOf(context)));
