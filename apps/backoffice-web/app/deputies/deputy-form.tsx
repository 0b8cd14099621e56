import { Form } from 'react-router';
import { usePaths, type Problem } from '#pages';
import { Button, SelectField, TextField } from '#ui';
import { Column } from '../case/column';
import { useFrame } from '../frame';
import { Acting } from '../parts/acting';
import { useWords } from '../words';

/** Somebody who can be away, or stand in. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** A period that was refused: why, and what was entered. */
export interface RefusedDeputy {
  readonly problem: Problem;
  readonly typed: Readonly<Record<string, string>>;
}

interface Fault {
  readonly pointer?: string;
  readonly message?: string;
}

/** Names who stands in for whom: heads of office for anybody of their offices, everybody else for themselves. */
export function DeputyForm({
  colleagues,
  actKey,
  refused,
}: {
  readonly colleagues: readonly Colleague[];
  readonly actKey: string;
  readonly refused: RefusedDeputy | undefined;
}) {
  const words = useWords('deputies');
  const to = usePaths();
  const me = useFrame()?.me;
  const isHead = me?.roles.includes('head-of-office') === true;
  const typed = refused?.typed ?? {};
  const faults = (refused?.problem['errors'] as readonly Fault[] | undefined) ?? [];
  const faultAt = (pointer: string) => faults.find((fault) => fault.pointer === pointer)?.message;
  const choices = colleagues.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <Form method="post" action={to('/vertretungen')}>
      <Acting actKey={`${actKey}-benennen`} />
      <input type="hidden" name="act" value="benennen" />
      <Column>
        {isHead && (
          <SelectField
            id="wen"
            name="wen"
            label={words('away')}
            none={words('choose')}
            error={faultAt('/personId')}
            choices={choices}
            chosen={typed['wen']}
          />
        )}
        <SelectField
          id="wer"
          name="wer"
          label={words('deputy')}
          hint={words('deputyHint')}
          none={words('choose')}
          error={faultAt('/deputyId')}
          choices={isHead ? choices : choices.filter(({ value }) => value !== me?.personId)}
          chosen={typed['wer']}
        />
        <TextField
          id="von"
          type="date"
          label={words('from')}
          error={faultAt('/from')}
          defaultValue={typed['von'] ?? ''}
        />
        <TextField
          id="bis"
          type="date"
          label={words('until')}
          hint={words('untilHint')}
          error={faultAt('/until')}
          defaultValue={typed['bis'] ?? ''}
        />
        <div>
          <Button>{words('name')}</Button>
        </div>
      </Column>
    </Form>
  );
}
