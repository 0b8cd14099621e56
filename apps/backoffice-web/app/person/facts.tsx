import type { StaffSchema } from '#api-client';
import { Link } from 'react-router';
import { usePaths } from '#pages';
import { Time } from '../parts/times';
import { useWords } from '../words';

export type Person = StaffSchema<'OfficePersonView'>;
type Known = NonNullable<Person['person']>;

/** Account, how to reach them, and for whom they act; each with where it comes from. */
export function PersonFacts({ shown: { person } }: { readonly shown: Person }) {
  const words = useWords('person');
  if (person === undefined) return <p>{words('erased')}</p>;
  const { guest, lastSignIn, waysIn } = person;
  const email = attributeIn(person, 'email');
  const phone = attributeIn(person, 'phone');
  return (
    <dl className="b-facts">
      <div>
        <dt>{words('account')}</dt>
        <dd>
          {guest
            ? words('guest')
            : waysIn.map(({ way }) => words(`way-${way}` as 'way-bundid')).join(', ') || '–'}
          {lastSignIn !== undefined && (
            <span className="b-small">
              {words('lastSignIn', { level: lastSignIn.levelName })} <Time at={lastSignIn.at} form="day" />
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{words('email')}</dt>
        <dd>
          {email === undefined ? words('notKnown') : email.value}
          {email !== undefined && <span className="b-small">{words(`source-${email.source}`)}</span>}
        </dd>
      </div>
      {phone !== undefined && (
        <div>
          <dt>{words('phone')}</dt>
          <dd>
            {phone.value}
            <span className="b-small">{words(`source-${phone.source}`)}</span>
          </dd>
        </div>
      )}
      <Address person={person} />
      <Mandates person={person} />
    </dl>
  );
}

const attributeIn = ({ attributes }: Known, name: string) => attributes.find((one) => one.name === name);

function Address({ person }: { readonly person: Known }) {
  const words = useWords('person');
  const line = (...names: readonly string[]) =>
    names.flatMap((name) => attributeIn(person, name)?.value ?? []).join(' ');
  const lines = [line('street', 'houseNumber'), line('postcode', 'city')].filter((one) => one !== '');
  const source = attributeIn(person, 'street')?.source ?? attributeIn(person, 'city')?.source;
  return (
    <div>
      <dt>{words('address')}</dt>
      <dd>
        {lines.length === 0 ? words('notKnown') : lines.join(', ')}
        {source !== undefined && <span className="b-small">{words(`source-${source}`)}</span>}
      </dd>
    </div>
  );
}

/** Whom they act for, and who acts for them. */
function Mandates({ person: { mandates } }: { readonly person: Known }) {
  const words = useWords('person');
  const to = usePaths();
  if (mandates.length === 0) return null;
  return (
    <div>
      <dt>{words('representation')}</dt>
      <dd>
        {mandates.map(({ as, personId, name, endsOn }) => (
          <span key={personId + as} className="b-row">
            {words(as === 'grantor' ? 'isRepresentedBy' : 'actsFor')}{' '}
            <Link to={to(`/personen/${personId}`)}>{name}</Link>
            <span className="b-small">
              {words('until')} <Time at={endsOn} form="day" />
            </span>
          </span>
        ))}
      </dd>
    </div>
  );
}
