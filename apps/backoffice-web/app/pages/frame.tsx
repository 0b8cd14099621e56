import { Outlet } from 'react-router';
import { problemIn } from '#pages';
import { ErrorPage } from '../parts/error-page';
import type { Route } from './+types/frame';

/** Around every page: what goes wrong in one is said with everything around it, who is signed in included. */
export default function Pages() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage problem={problemIn(error)} />;
}
