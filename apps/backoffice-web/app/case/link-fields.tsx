import { SelectField, TextField } from '#ui';
import { useWords } from '../words';
import { Column, Reason } from './column';
import type { FieldsProps } from './fields-props';

/** With which case this one has to do, by its reference as people say it. */
export function LinkFields(props: FieldsProps) {
  const words = useWords('fields');
  const { typed, faultAt } = props;
  return (
    <Column>
      <TextField
        id="aktenzeichen"
        label={words('linkTo')}
        hint={words('linkToHint')}
        error={faultAt('/to')}
        autoComplete="off"
        defaultValue={typed['aktenzeichen'] ?? ''}
      />
      <Reason label={words('linkReason')} hint={words('onlyInside')} {...props} />
    </Column>
  );
}

/** Which link is taken back. */
export function UnlinkFields(props: FieldsProps) {
  const words = useWords('fields');
  const { shown, typed, faultAt } = props;
  return (
    <Column>
      <SelectField
        id="vorgang"
        name="vorgang"
        label={words('whichLink')}
        none={words('choose')}
        error={faultAt('/to')}
        choices={shown.linked.map(({ id, reference, title }) => ({
          value: id,
          text: `${reference} ${title}`,
        }))}
        chosen={typed['vorgang'] ?? (shown.linked.length === 1 ? shown.linked[0]?.id : undefined)}
      />
      <Reason label={words('unlinkReason')} hint={words('onlyInside')} {...props} />
    </Column>
  );
}
