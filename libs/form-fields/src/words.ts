/** What the fields of a form say beside what the form itself says. */
export type FieldWord =
  | 'optional'
  | 'choose'
  | 'none'
  | 'yes'
  | 'no'
  | 'day'
  | 'month'
  | 'year'
  | 'time'
  | 'help'
  | 'dateHint'
  | 'momentHint'
  | 'moneyHint'
  | 'linesHint'
  | 'lockedRule'
  | 'fromProfile'
  | 'addItem'
  | 'removeItem'
  | 'mostItems';

/** Says it in the language of the page. */
export type FieldWords = (word: FieldWord, values?: Readonly<Record<string, string | number>>) => string;
