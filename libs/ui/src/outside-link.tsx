import type { ReactNode } from 'react';

/** A link to somebody else's page, in a tab of its own: what is open here stays. @param note says so to screen readers */
export function OutsideLink({
  href,
  note,
  children,
}: {
  readonly href: string;
  readonly note: string;
  readonly children: ReactNode;
}) {
  return (
    <a className="p-tap p-link" href={href} target="_blank" rel="noopener noreferrer">
      {children} <span className="kern-icon kern-icon--open-in-new kern-icon--small" aria-hidden="true" />
      <span className="kern-sr-only">{note}</span>
    </a>
  );
}
