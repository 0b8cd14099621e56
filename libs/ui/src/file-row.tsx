import type { ReactNode } from 'react';

const icons = { done: 'check', none: undefined, warning: 'warning', danger: 'danger' } as const;

/** A file of a list: its name, what is with it in words, and what can be done with it. */
export function FileRow({
  name,
  state,
  kind,
  below,
  children,
}: {
  readonly name: ReactNode;
  readonly state: string | undefined;
  readonly kind: keyof typeof icons;
  /** How far it is. */
  readonly below?: ReactNode;
  /** One button, whose name contains the file's. */
  readonly children?: ReactNode;
}) {
  const icon = icons[kind];
  return (
    <li className="p-file">
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        {state !== undefined && (
          <p className="p-save">
            {icon !== undefined && <span className={`kern-icon kern-icon--${icon}`} aria-hidden="true" />}
            {state}
          </p>
        )}
      </div>
      {children}
      {below}
    </li>
  );
}
