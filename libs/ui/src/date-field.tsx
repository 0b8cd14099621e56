import { FieldSet, framedControl, type Framed } from './field-frame';

/** The parts of a day, as they are typed. */
export interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** `HH:MM`; where a time is asked for, too. */
  readonly time?: string | undefined;
}

/** What the parts are called. */
export type DateWords = { readonly [Part in keyof DateParts]-?: string };

const digits: Readonly<Record<'day' | 'month' | 'year', number>> = { day: 2, month: 2, year: 4 };

/**
 * A day in three fields (KERN), which everybody can type and no calendar stands in the way of. They are sent as `name:day`,
 * `name:month`, `name:year` and, with a time, `name:time`. The first has the id of the field, to which error summaries lead.
 */
export function DateField({
  name,
  parts,
  words,
  withTime,
  birthday,
  locked,
  ...framed
}: Framed & {
  /** Of what is sent. */
  readonly name: string;
  readonly parts: DateParts;
  readonly words: DateWords;
  readonly withTime?: boolean;
  /** It is the person's own: browsers can fill it in. */
  readonly birthday?: boolean;
  readonly locked?: boolean | undefined;
}) {
  // What describes the question is said of all of it.
  const { 'aria-describedby': _, ...shared } = { ...framedControl(framed), readOnly: locked };
  return (
    <FieldSet {...framed} horizontal locked={locked}>
      {(['day', 'month', 'year'] as const).map((part) => (
        <div className={`kern-form-input p-date__${part}`} key={part}>
          <label className="kern-label" htmlFor={part === 'day' ? framed.id : `${framed.id}-${part}`}>
            {words[part]}
          </label>
          <input
            {...shared}
            id={part === 'day' ? framed.id : `${framed.id}-${part}`}
            name={`${name}:${part}`}
            type="text"
            inputMode="numeric"
            maxLength={digits[part]}
            defaultValue={parts[part]}
            {...(birthday && { autoComplete: `bday-${part}` })}
          />
        </div>
      ))}
      {withTime && (
        <div className="kern-form-input p-date__time">
          <label className="kern-label" htmlFor={`${framed.id}-time`}>
            {words.time}
          </label>
          <input
            {...shared}
            id={`${framed.id}-time`}
            name={`${name}:time`}
            type="time"
            defaultValue={parts.time}
          />
        </div>
      )}
    </FieldSet>
  );
}
