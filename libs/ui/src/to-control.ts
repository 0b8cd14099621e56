import type { MouseEvent } from 'react';

/**
 * Follows a link to a control of the same page. The router would take it for a way to another place, and forget what it was answered:
 * the errors among which the link stands.
 */
export function toControl(event: MouseEvent<HTMLAnchorElement>): void {
  const control = document.getElementById(decodeURIComponent(event.currentTarget.hash.slice(1)));
  control?.focus();
  if (control !== null && document.activeElement === control) event.preventDefault();
}
