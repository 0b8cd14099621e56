/** What a status means for the reader; `neutral` for none of these. */
export type BadgeKind = 'info' | 'success' | 'warning' | 'danger' | 'neutral';

/** A status: a word, with an icon; the colour only repeats it (KERN). @param icon name of a KERN icon */
export function Badge({
  kind,
  icon = kind === 'neutral' ? undefined : kind,
  id,
  children,
}: {
  readonly kind: BadgeKind;
  readonly icon?: string;
  readonly id?: string;
  readonly children: string;
}) {
  return (
    <span className={`kern-badge ${kind === 'neutral' ? 'p-badge-neutral' : `kern-badge--${kind}`}`} id={id}>
      {icon !== undefined && <span className={`kern-icon kern-icon--${icon}`} aria-hidden="true" />}
      <span className="kern-label">{children}</span>
    </span>
  );
}
