import { redirect } from 'react-router';
import { keepTheme } from '#pages';
import type { Route } from './+types/theme';

export const action = ({ request }: Route.ActionArgs): Promise<Response> => keepTheme(request);

/** Nothing is shown here: who reloads is led to the start. */
export const loader = (): Response => redirect('/');
