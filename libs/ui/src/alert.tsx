import type { ReactNode, Ref } from 'react';

/** What an alert is about; the icon says it beside the colour. */
export type AlertKind = 'info' | 'success' | 'warning' | 'danger';

/** Something that has to be read before the rest (KERN). @param announced whether screen readers say it at once (`role="alert"`) */
export function Alert({
  kind,
  title,
  level: Heading = 'h2',
  announced,
  children,
  ref,
}: {
  readonly kind: AlertKind;
  readonly title: string;
  readonly level?: 'h2' | 'h3' | 'p';
  readonly announced?: boolean;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
}) {
  return (
    <div
      className={`kern-alert kern-alert--${kind}`}
      ref={ref}
      {...(announced && { role: 'alert', tabIndex: -1 })}
    >
      <div className="kern-alert__header">
        <span className={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
        <Heading className="kern-title">{title}</Heading>
      </div>
      {children !== undefined && (
        <div className="kern-alert__body">
          <div className="p-prose">{children}</div>
        </div>
      )}
    </div>
  );
}
