import { Form, Link } from 'react-router';
import { usePaths, withQuery } from '#pages';
import { Button } from '#ui';
import { Acting } from '../parts/acting';
import { useKeyFor } from '../parts/use-own-keys';
import { useWords } from '../words';
import type { Me } from '../frame';
import {
  acts,
  cannotBeTold,
  concerns,
  isAllowed,
  wordOf,
  type Case,
  type FormActName,
  type OfficeAct,
} from './acts';
import { useWhyNot } from './why-not';

/** What moves the case on and is allowed now is a button, and nothing else is; whatever is not possible stands below with the reason. */
export function ActionBar({
  shown,
  me,
  actKey,
  open,
}: {
  readonly shown: Case;
  readonly me: Me;
  readonly actKey: string;
  /** Whose form is open: it has the primary button then. */
  readonly open: FormActName | undefined;
}) {
  const words = useWords('acts');
  const possible = acts.filter((one) => !('beside' in one) && isAllowed(one, shown, me));
  const primary = open === undefined ? possible[0] : undefined;
  return (
    <>
      {possible.length > 0 && (
        <div className="b-actions" role="group" aria-label={words('possible')}>
          {possible.map((one) => (
            <Act
              key={one.act}
              one={one}
              shown={shown}
              word={wordOf(one.act, shown, me.personId)}
              actKey={actKey}
              primary={one === primary}
              open={open}
            />
          ))}
        </div>
      )}
      <NotNow shown={shown} me={me} />
    </>
  );
}

/** A reason for so many acts and more is said of all that is left. */
const mostNamed = 6;

/** What is not possible now, by the reasons. */
function NotNow({ shown, me }: { readonly shown: Case; readonly me: Me }) {
  const words = useWords('acts');
  const whyNot = useWhyNot(shown, me);
  const rest = acts
    .filter((one) => !isAllowed(one, shown, me) && concerns(one, shown))
    .map((one) => ({ word: words(wordOf(one.act, shown, me.personId)), reason: whyNot(one) }));
  const reasons = [...new Set(rest.map(({ reason }) => reason))]
    .map((reason) => ({ reason, of: rest.filter((one) => one.reason === reason).map(({ word }) => word) }))
    .map(({ reason, of }) => ({ reason, isOfRest: of.length > mostNamed, of: of.join(', ') }))
    .sort((one, other) => Number(one.isOfRest) - Number(other.isOfRest));
  return (
    <div className="b-not-now">
      <ul>
        <li>
          <b>{words('notNow')}</b>
        </li>
        {shown.ownCase === true || cannotBeTold(shown) ? (
          <li>{words(shown.ownCase === true ? 'ownCase' : 'identityAway')}</li>
        ) : (
          reasons.map(({ reason, isOfRest, of }) => (
            <li key={reason}>
              {isOfRest ? words('theRest') : of}: <span className="b-muted">{reason}</span>
            </li>
          ))
        )}
      </ul>
    </div>
  );
}

function Act({
  one,
  shown,
  word,
  actKey,
  primary,
  open,
}: {
  readonly one: OfficeAct;
  readonly shown: Case;
  readonly word: ReturnType<typeof wordOf>;
  readonly actKey: string;
  readonly primary: boolean;
  readonly open: FormActName | undefined;
}) {
  const words = useWords('acts');
  const to = usePaths();
  const keyFor = useKeyFor();
  const key = 'key' in one ? keyFor(one.key) : undefined;
  const look = `kern-btn kern-btn--${primary ? 'primary' : 'secondary'}`;
  const label = (
    <>
      <span className="kern-label">{one.form ? words('opens', { act: words(word) }) : words(word)}</span>
      {key !== undefined && <kbd aria-hidden="true">{key}</kbd>}
    </>
  );
  const page = to(`/vorgaenge/${shown.id}`);
  if (one.form)
    return (
      <Link
        className={look}
        to={withQuery(page, { tun: one.act })}
        preventScrollReset
        aria-keyshortcuts={key}
        aria-current={one.act === open ? 'true' : undefined}
        id={`tun-${one.act}`}
      >
        {label}
      </Link>
    );
  return (
    <Form method="post" action={page}>
      <Acting version={`"${shown.version}"`} actKey={`${actKey}-${one.act}`} />
      <input type="hidden" name="act" value={one.act} />
      <Button weight={primary ? 'primary' : 'secondary'} aria-keyshortcuts={key}>
        {words(word)}
      </Button>
    </Form>
  );
}
