import { DateField } from '#ui';
import { datePartsOf } from '#form-fields';
import { useWords } from '../words/use-words';

/** A day that somebody types; an `enteredDay` of its form puts the parts together. @param day `1980-02-29`, or what was typed of it */
export function DayField({
  name,
  day = '',
  ...texts
}: {
  readonly name: string;
  readonly day?: string | undefined;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly optional?: string;
  readonly birthday?: boolean;
}) {
  const words = useWords('form');
  const names = { day: words('day'), month: words('month'), year: words('year'), time: '' };
  return <DateField {...texts} id={name} name={name} parts={datePartsOf(day)} words={names} />;
}
