import { Button, RadioField, TextField } from '#ui';
import { useWords } from '../words';
import { personFields, searchName, type Posted } from './posted';

/** An account that somebody was found by. */
export interface Account {
  readonly id: string;
  readonly name?: string | undefined;
}

const autoComplete = { autoComplete: 'off' } as const;

/** Whose application it is: an account that is found by exactly one address, or who has none, as far as they are known. */
export function PersonFields({
  person,
  posted,
  faultAt,
}: {
  readonly person: Account | undefined;
  readonly posted: Posted | undefined;
  readonly faultAt: (pointer: string) => string | undefined;
}) {
  const words = useWords('intake');
  const typed = posted?.typed ?? {};
  const accounts: readonly Account[] = [...(person === undefined ? [] : [person]), ...(posted?.found ?? [])];
  const chosen = typed['konto'] ?? person?.id ?? (accounts.length === 1 ? accounts[0]?.id : undefined);
  return (
    <>
      <h2>{words('who')}</h2>
      {accounts.length > 0 && (
        <RadioField
          id="konto"
          name="konto"
          label={words('account')}
          error={faultAt('/applicantId')}
          choices={[
            ...accounts.map(({ id, name }) => ({ value: id, text: name ?? words('withoutName') })),
            { value: '', text: words('noAccount') },
          ]}
          chosen={chosen ?? ''}
        />
      )}
      <div className="b-row b-row--end">
        <TextField
          id="email"
          type="email"
          label={words('email')}
          hint={words('emailHint')}
          optional={words('optional')}
          error={faultAt('/email')}
          defaultValue={typed['email'] ?? ''}
          {...autoComplete}
        />
        <Button weight="secondary" name={searchName} value="1">
          {words('search')}
        </Button>
      </div>
      {posted?.found?.length === 0 && <p role="status">{words('nobodyFound')}</p>}
      <div className="b-pairs">
        {Object.entries(personFields).map(([name, field]) => (
          <TextField
            key={name}
            id={name}
            type={field === 'dateOfBirth' ? 'date' : 'text'}
            label={words(field)}
            optional={field === 'familyName' ? undefined : words('optional')}
            error={faultAt(`/${field}`)}
            defaultValue={typed[name] ?? ''}
            {...autoComplete}
          />
        ))}
      </div>
    </>
  );
}
