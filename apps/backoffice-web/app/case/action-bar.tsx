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

/** What is allowed now is a button, and nothing else is; the rest stands below with the reason. */
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
  const whyNot = useWhyNot(shown, me);
  const inBar = acts.filter((one) => !('beside' in one));
  const possible = inBar.filter((one) => isAllowed(one, shown, me));
  const rest = inBar.filter((one) => !possible.includes(one) && concerns(one, shown));
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
      <div className="b-not-now">
        <ul>
          <li>
            <b>{words('notNow')}</b>
          </li>
          {shown.ownCase === true || cannotBeTold(shown) ? (
            <li>{words(shown.ownCase === true ? 'ownCase' : 'identityAway')}</li>
          ) : (
            rest.map((one) => (
              <li key={one.act}>
                {words(wordOf(one.act, shown, me.personId))}: <span className="b-muted">{whyNot(one)}</span>
              </li>
            ))
          )}
        </ul>
      </div>
    </>
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
