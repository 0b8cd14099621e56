import { Button, RadioField } from '#ui';
import { Form } from 'react-router';
import type { Rated } from '../rating.server';
import { useWords } from '../words/use-words';
import { Acting } from './acting';
import { Refusal } from './refusal';

/** From the best to the worst, as the API counts. */
const ratings = [5, 4, 3, 2, 1] as const;

/** How easy it was to apply: told to the city without a name, and to nobody who decides on the application. */
export function Rating({
  serviceKey,
  actKey,
  isSent,
  acted,
}: {
  readonly serviceKey: string;
  readonly actKey: string;
  readonly isSent: boolean;
  readonly acted: Rated | undefined;
}) {
  const words = useWords('confirmation');
  return (
    <section className="p-stack" aria-labelledby="bewertung">
      <h2 className="kern-heading-large" id="bewertung">
        {words('rateTitle')}
      </h2>
      {isSent ? (
        <p role="status">{words('rated')}</p>
      ) : (
        <Form className="p-stack" method="post" preventScrollReset>
          {acted?.problem && <Refusal problem={acted.problem} />}
          <Acting actKey={actKey} />
          <input type="hidden" name="dienst" value={serviceKey} />
          <RadioField
            id="note"
            name="note"
            label={words('rateLabel')}
            optional={words('optional')}
            choices={ratings.map((value) => ({ value: String(value), text: words(`rate${value}`) }))}
            chosen={acted?.rating}
            error={acted && acted.problem === undefined ? words('rateFault') : undefined}
          />
          <div>
            <Button weight="secondary">{words('rateSend')}</Button>
          </div>
          <p className="p-small p-muted">{words('rateNote')}</p>
        </Form>
      )}
    </section>
  );
}
