import { Link } from 'react-router';

/** A page above the one that is shown. */
export interface Crumb {
  readonly to: string;
  readonly title: string;
}

/** Where the page stands; on a phone only the way back is left. @param label what the list is called, for screen readers */
export function Crumbs({
  label,
  above,
  here,
}: {
  readonly label: string;
  readonly above: readonly Crumb[];
  readonly here: string;
}) {
  return (
    <nav className="p-crumbs" aria-label={label}>
      <ol>
        {above.map(({ to, title }) => (
          <li key={to}>
            <Link to={to}>{title}</Link>
          </li>
        ))}
        <li>
          <span aria-current="page">{here}</span>
        </li>
      </ol>
    </nav>
  );
}
