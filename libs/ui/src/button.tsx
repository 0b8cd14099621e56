import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';

/** How much a button asks to be pressed: one `primary` in a view. */
export type Weight = 'primary' | 'secondary' | 'tertiary';

const classOf = (weight: Weight): string => `kern-btn kern-btn--${weight}`;

interface Labelled {
  readonly weight?: Weight;
  /** Name of a KERN icon before the text, e.g. `logout`. */
  readonly icon?: string;
  readonly children: ReactNode;
}

function Content({ icon, children }: Pick<Labelled, 'icon' | 'children'>) {
  return (
    <>
      {icon !== undefined && <span className={`kern-icon kern-icon--${icon}`} aria-hidden="true" />}
      <span className="kern-label">{children}</span>
    </>
  );
}

/** A button of a form (KERN). It is never disabled: pressing it twice acts once, by the form's key. */
export function Button({
  weight = 'primary',
  icon,
  children,
  ...rest
}: Labelled & Omit<ComponentProps<'button'>, 'className' | 'disabled' | 'children'>) {
  return (
    <button type="submit" {...rest} className={classOf(weight)}>
      <Content {...(icon !== undefined && { icon })}>{children}</Content>
    </button>
  );
}

/** A link that looks like a button: it leads somewhere, it does nothing. */
export function LinkButton({
  weight = 'primary',
  icon,
  children,
  ...rest
}: Labelled & Omit<ComponentProps<typeof Link>, 'className' | 'children'>) {
  return (
    <Link {...rest} className={classOf(weight)}>
      <Content {...(icon !== undefined && { icon })}>{children}</Content>
    </Link>
  );
}
