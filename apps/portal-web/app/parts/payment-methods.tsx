import { TextField } from '#ui';
import { useWords } from '../words/use-words';
import type { pay } from '../words/pay.de';

/** What somebody chose and entered to pay. */
export interface Paying {
  readonly method: string;
  readonly iban: string;
  readonly accountHolder: string;
}

interface Fault {
  readonly id: string;
  readonly is: 'missingMethod' | 'missingIban' | 'missingHolder';
}

/** What is missing; whether an IBAN is one, the API says. */
export function methodFaults({ method, iban, accountHolder }: Paying): Fault[] {
  if (method === '') return [{ id: 'method', is: 'missingMethod' }];
  if (method !== 'direct-debit') return [];
  return [
    ...(iban.trim() === '' ? [{ id: 'iban', is: 'missingIban' } as const] : []),
    ...(accountHolder.trim() === '' ? [{ id: 'accountHolder', is: 'missingHolder' } as const] : []),
  ];
}

/** The ways to pay that the city offers for this amount (D23a D23b), each in a sentence; of a direct debit its account (N7b). */
export function PaymentMethods({
  methods,
  paying,
  faults,
}: {
  readonly methods: readonly (keyof typeof pay & `${string}`)[];
  readonly paying: Paying | undefined;
  readonly faults: readonly { readonly id: string; readonly text: string }[];
}) {
  const words = useWords('pay');
  if (methods.length === 0) return <p>{words('noMethod')}</p>;
  const faultOf = (id: string) => faults.find((fault) => fault.id === id)?.text;
  const chosen = paying?.method ?? (methods.length === 1 ? methods[0] : undefined);
  return (
    <fieldset className="kern-fieldset p-methods">
      <legend className="kern-label">{words('how')}</legend>
      <div className="kern-fieldset__body">
        {methods.map((method, nth) => (
          <div className="kern-form-check" key={method}>
            <input
              className="kern-form-check__radio"
              type="radio"
              id={nth === 0 ? 'method' : `method-${method}`}
              name="method"
              value={method}
              defaultChecked={method === chosen}
              aria-describedby={`about-${method}`}
            />
            <div>
              <label className="kern-label" htmlFor={nth === 0 ? 'method' : `method-${method}`}>
                {words(method)}
              </label>
              <p className="p-small p-muted" id={`about-${method}`}>
                {words(`${method}-text` as 'paypal-text')}
              </p>
            </div>
          </div>
        ))}
        {methods.includes('direct-debit') && (
          <div className="p-account-of-debit p-stack">
            <TextField
              id="iban"
              name="iban"
              label={words('iban')}
              hint={words('ibanHint')}
              error={faultOf('iban')}
              defaultValue={paying?.iban}
              inputMode="text"
              autoComplete="off"
              maxLength={50}
            />
            <TextField
              id="accountHolder"
              name="accountHolder"
              label={words('holder')}
              error={faultOf('accountHolder')}
              defaultValue={paying?.accountHolder}
              autoComplete="name"
              maxLength={70}
            />
            <p className="p-small">{words('mandate')}</p>
          </div>
        )}
      </div>
    </fieldset>
  );
}
