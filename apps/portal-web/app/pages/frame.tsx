import { Outlet } from 'react-router';
import type { Route } from './+types/frame';
import { ErrorPage } from '../parts/error-page';
import { problemIn } from '../problem';

/** Around every page: what goes wrong in one is said with everything around it, who is signed in included. */
export default function Pages() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage problem={problemIn(error)} />;
}
