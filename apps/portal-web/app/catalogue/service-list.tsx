import { Link } from 'react-router';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';
import { useFeeText } from './fee-text';
import type { ServiceLine } from './lines';

/** Services as rows: name, fee, and what else decides whether one can begin now. */
export function ServiceList({
  services,
  columns,
}: {
  readonly services: readonly ServiceLine[];
  readonly columns?: boolean;
}) {
  const to = usePaths();
  const feeText = useFeeText();
  const more = useMore();
  return (
    <ul className={columns ? 'p-list p-list--cols' : 'p-list'}>
      {services.map((service) => (
        <li key={service.key}>
          <Link className="p-row__link p-link p-row__title" to={to(`/dienstleistungen/${service.key}`)}>
            {service.title}
          </Link>
          <span className="p-meta">
            <span>{feeText(service.fee)}</span>
            <span>{more(service)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The one further thing to know of a service. */
function useMore(): (service: ServiceLine) => string {
  const words = useWords('catalogue');
  return ({ offer, eid, levelOfAssurance, signIn, days }) => {
    if (offer === 'not-yet') return words('notYet');
    if (offer === 'ended') return words('ended');
    if (eid) return words('eidSign');
    if (levelOfAssurance === 'high') return words('eidNeeded');
    if (signIn !== 'required') return words('withoutSignIn');
    return days === undefined ? words('signInNeeded') : words('days', { count: days });
  };
}
