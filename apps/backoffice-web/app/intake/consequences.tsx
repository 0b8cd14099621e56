import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Service } from './posted';
import type { Account } from './person-fields';

/** How it will stand in the history, what follows from it, and who is told: before it is entered. */
export function Consequences({
  service,
  typed,
  person,
}: {
  readonly service: Service;
  readonly typed: Readonly<Record<string, string>>;
  readonly person: Account | undefined;
}) {
  const words = useWords('intake');
  const day = typed['am'] ?? '';
  const channel = typed['weg'] as 'post' | 'phone' | 'mail' | 'in-person';
  const hasAccount = (typed['konto'] ?? person?.id ?? '') !== '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day);
  const name = typed['nachname'] ?? '';
  return (
    <aside className="b-stack" aria-label={words('follows')}>
      <section className="b-block" aria-labelledby="verlauf">
        <h2 id="verlauf">{words('inHistory')}</h2>
        <p>
          {isDay && <Time at={day} form="weekdayShort" />} · <b>{words(`says-${channel}`)}</b>
          {name !== '' && !hasAccount && <> · {name}</>}
        </p>
        <p className="b-muted b-small">{words('enteredByYou')}</p>
      </section>
      <section className="b-block" aria-labelledby="folgen">
        <h2 id="folgen">{words('follows')}</h2>
        <ul className="b-plain">
          <li>{words('clockRuns')}</li>
          {service.statutoryPeriod !== undefined && <li>{words('statutory')}</li>}
          {service.fee.payment !== 'none' && <li>{words('fee')}</li>}
        </ul>
      </section>
      <section className="b-block" aria-labelledby="wer-erfaehrt">
        <h2 id="wer-erfaehrt">{words('whoIsTold')}</h2>
        <p>{words(hasAccount ? 'accountIsTold' : 'nobodyIsTold')}</p>
      </section>
    </aside>
  );
}
