import { Form, Link } from 'react-router';
import { Button, LinkButton, OutsideLink } from '#ui';
import { useFrame } from '../frame';
import { useLanguage, usePaths } from '../language';
import { withQuery } from '../own-path';
import { Acting } from '../parts/acting';
import { choicesOf, isEnough, type WayIn } from '../sign-in/choices';
import { useChoiceWords } from '../sign-in/choice-words';
import { useWords } from '../words/use-words';
import { methodsOf, type ShownService } from './demands';

interface ApplyProps {
  readonly service: ShownService;
  readonly ways: readonly WayIn[];
  readonly actKey: string;
}

/**
 * How one begins, beside the description, on a phone below it (D12): the login box where a service needs one and nobody is signed in,
 * else, at the same place, the way to the form.
 */
export function ApplyBox(props: ApplyProps) {
  const { service } = props;
  const words = useWords('service');
  return (
    <div className="p-box p-box--action p-stack">
      <h2 className="kern-heading-medium" id="online">
        {words(service.offer === 'open' ? 'apply' : 'applyNot')}
      </h2>
      {service.offer === 'open' ? <Open {...props} /> : <p>{words('applyNotText')}</p>}
    </div>
  );
}

function Open({ service, ways, actKey }: ApplyProps) {
  const me = useFrame()?.signed?.me;
  const person = me?.guest === true ? undefined : me;
  if (person !== undefined)
    return isEnough(person.session.levelOfAssurance, service.levelOfAssurance) ? (
      <Begin service={service} actKey={actKey} />
    ) : (
      <StepUp service={service} level={person.session.levelName} />
    );
  return service.filing.signIn === 'required' ? (
    <LoginBox service={service} ways={ways} />
  ) : (
    <WithoutLogin service={service} />
  );
}

/** Signed in: an act that begins an application, or goes on with one that was begun. */
function Begin({ service, actKey }: Pick<ApplyProps, 'service' | 'actKey'>) {
  const words = useWords('service');
  const to = usePaths();
  const signed = useFrame()?.signed;
  const isActing = signed?.me.actingFor !== undefined;
  // Who has signed in by a link alone is not known by name.
  const isKnown = signed?.me.attributes.familyName !== undefined;
  return (
    <>
      <p>
        {isActing
          ? words('beginFor', { name: signed?.actingFor ?? '' })
          : words(isKnown ? 'beginText' : 'beginTextUnknown')}
      </p>
      <Form method="post" action={to('/antraege')}>
        <Acting actKey={actKey} />
        <input type="hidden" name="serviceKey" value={service.key} />
        <div className="p-actions">
          <Button>{words('begin')}</Button>
        </div>
      </Form>
      <p className="p-small">
        <Link className="p-link p-tap" to={withQuery(to('/antraege/fuer-wen'), { dienst: service.key })}>
          {words('forOther')}
        </Link>
      </p>
      <KeptFor days={service.filing.draftDays} />
    </>
  );
}

/** Signed in, on too low a level (D17 R14). */
function StepUp({ service, level }: { readonly service: ShownService; readonly level: string }) {
  const words = useWords('service');
  return (
    <>
      <p>{words('stepUpText', { level, needed: words(`levelName-${service.levelOfAssurance}`) })}</p>
      <div className="p-actions">
        <LinkButton to={useSignInPath(service)}>{words('stepUp')}</LinkButton>
      </div>
    </>
  );
}

/** Where no login is needed, the link to the form (W7 R10a); who likes to signs in, and finds the form filled in. */
function WithoutLogin({ service }: { readonly service: ShownService }) {
  const words = useWords('service');
  const to = usePaths();
  const signIn = useSignInPath(service);
  return (
    <>
      <p>{words(service.filing.signIn === 'none' ? 'noLoginText' : 'optionalText')}</p>
      <div className="p-actions">
        <LinkButton to={to(`/ohne-anmeldung/${service.key}`)}>
          {words(service.filing.signIn === 'none' ? 'toForm' : 'beginWithout')}
        </LinkButton>
        {service.filing.signIn === 'optional' && (
          <LinkButton weight="secondary" to={signIn}>
            {words('signInFirst')}
          </LinkButton>
        )}
      </div>
      <KeptFor days={service.filing.draftDays} />
    </>
  );
}

/** The login box (D12): by what one signs in here, and what of it is enough. */
function LoginBox({ service, ways }: Pick<ApplyProps, 'service' | 'ways'>) {
  const words = useWords('service');
  const names = useWords('names');
  const methods = methodsOf(service);
  const [only] = methods;
  const one = methods.length === 1 && only !== undefined ? names(`method-${only}`) : undefined;
  return (
    <>
      <p>{one === undefined ? words('loginText') : words('loginTextWith', { method: one })}</p>
      <div className="p-actions">
        <LinkButton to={useSignInPath(service)}>
          {one === undefined ? words('login') : words('loginWith', { method: one })}
        </LinkButton>
      </div>
      <Sufficient ways={ways} />
      <Accounts ways={ways} />
    </>
  );
}

/** The choices that are enough for this service, one line each. */
function Sufficient({ ways }: { readonly ways: readonly WayIn[] }) {
  const words = useWords('service');
  const wordsOf = useChoiceWords();
  const choices = choicesOf(ways).filter(({ suffices }) => suffices);
  if (choices.length === 0) return null;
  return (
    <div className="p-prose p-small">
      <p>{words('enoughHere')}</p>
      <ul>
        {choices.map((choice) => {
          const { title, sentence } = wordsOf(choice);
          return (
            <li key={choice.id}>
              <strong>{title}:</strong> {sentence}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Where an account is made, and what it is (D18 W10). */
function Accounts({ ways }: { readonly ways: readonly WayIn[] }) {
  const frame = useWords('frame');
  const words = useWords('service');
  const language = useLanguage();
  const to = usePaths();
  const offered = ways.filter(({ accountPages, suffices }) => accountPages.create && suffices !== false);
  return (
    <>
      <hr className="kern-divider kern-divider--decorative" aria-hidden="true" />
      <ul className="p-plain p-small">
        {offered.map(({ method, accountPages: { create } }) => (
          <li key={method}>
            {create && (
              <OutsideLink href={create.url} note={frame('newTab')}>
                {create.text[language]}
              </OutsideLink>
            )}
          </li>
        ))}
        <li>
          <Link className="p-link p-tap" to={to('/anmelden')}>
            {words('allWays')}
          </Link>
        </li>
      </ul>
    </>
  );
}

function KeptFor({ days }: { readonly days: number }) {
  return <p className="p-small p-muted">{useWords('service')('kept', { count: days })}</p>;
}

/** To the sign-in for this service, and back to its page (W9). */
function useSignInPath({ key }: ShownService): string {
  const to = usePaths();
  return withQuery(to('/anmelden'), { fuer: key, zurueck: to(`/dienstleistungen/${key}`) });
}
