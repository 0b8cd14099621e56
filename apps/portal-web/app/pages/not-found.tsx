import { data } from 'react-router';
import { notFound } from '../problem';

/** An address that leads nowhere. */
export function loader(): never {
  throw data(notFound, { status: 404 });
}

export default function NotFound() {
  return null;
}
