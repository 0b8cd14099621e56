import { data } from 'react-router';

/** An address that leads nowhere. */
export function loader(): never {
  throw data({ type: 'urn:serviceportal:problem:not-found', title: '', status: 404 }, { status: 404 });
}

export default function NotFound() {
  return null;
}
