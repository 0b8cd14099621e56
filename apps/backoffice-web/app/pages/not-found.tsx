import { data } from 'react-router';
import { notFound } from '#pages';

/** Every address that names no page. */
export function loader(): never {
  throw data(notFound, { status: 404 });
}

export default function NotFound() {
  return null;
}
