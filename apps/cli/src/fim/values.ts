import { patternProblem, type LocalizedText, type WrittenField } from '#forms';
import type { Remarks } from './remarks';
import type { FimField, FimLimits } from './schema';

/** The kind of a written field, with its limits. */
export type WrittenKind = Pick<
  WrittenField,
  'text' | 'whole' | 'decimal' | 'money' | 'date' | 'time' | 'moment' | 'yes' | 'choice' | 'choices'
>;

/** Longest text where the schema does not say one, and the longest that a form may ask for. */
const [usualText, longestText] = [250, 20_000];
/** Texts that are longer have more than one line. */
const longestLine = 250;
/** Most values of a choice. */
const mostValues = 500;
const largestNumber = 999_999_999_999;

/** What a field asks for. @param several whether more than one value may be chosen */
export function kindOf(field: FimField, several: boolean, remarks: Remarks): WrittenKind {
  if (field.art === 'select') return choiceOf(field, several, remarks) ?? textOf(field, remarks);
  switch (field.type) {
    case 'text':
    case 'text_latin':
      return textOf(field, remarks);
    case 'date':
      refuseLimits(field, ['minLength', 'maxLength', 'pattern'], remarks);
      return { date: daysOf(field, remarks) };
    case 'time':
      refuseLimits(field, ['minLength', 'maxLength', 'minValue', 'maxValue', 'pattern'], remarks);
      return { time: {} };
    case 'datetime':
      refuseLimits(field, ['minLength', 'maxLength', 'minValue', 'maxValue', 'pattern'], remarks);
      return { moment: {} };
    case 'bool':
      return { yes: true };
    case 'num_int':
      refuseLimits(field, ['pattern'], remarks);
      return { whole: boundsOf(field, 0, remarks) };
    case 'num_currency':
      refuseLimits(field, ['pattern'], remarks);
      return { money: boundsOf(field, 2, remarks) };
    case 'num':
      refuseLimits(field, ['pattern'], remarks);
      return { decimal: decimalOf(field, remarks) };
    case 'file':
    case 'obj':
      throw new Error(`a field of type ${field.type} has no value`);
  }
}

function choiceOf(field: FimField, several: boolean, remarks: Remarks): WrittenKind | undefined {
  const { values, codeList } = field;
  if (values.length === 0) {
    const list =
      codeList === undefined
        ? 'it has no values'
        : `its values are in the code list ${codeList}, which is not in the file`;
    remarks.add(
      field,
      list,
      'asked for as text; give the list with --code-lists, or write the values as choice',
    );
    return undefined;
  }
  if (values.length > mostValues) {
    remarks.add(field, `it has ${values.length} values, a choice at most ${mostValues}`, 'asked for as text');
    return undefined;
  }
  const choice = new Map<string, LocalizedText>();
  for (const { code, name } of values) {
    if (choice.has(code)) remarks.add(field, `the code "${code}" stands twice in it`, `"${name}" left out`);
    else choice.set(code, { de: name, en: name });
  }
  // Whatever a code is called, it is a member of its own; of an object, whole numbers stand first.
  const texts = Object.fromEntries(choice);
  if ([...choice.keys()].join('\n') !== Object.keys(texts).join('\n'))
    remarks.add(
      field,
      'its values do not stand in the order of their numbers',
      'numbers come first, in their order',
    );
  const explained = values.filter(({ help }) => help !== undefined).length;
  if (explained > 0) remarks.add(field, `${explained} of its values have a help text`, 'left out');
  return several ? { choices: texts } : { choice: texts };
}

function textOf(field: FimField, remarks: Remarks): WrittenKind {
  const { minLength, maxLength } = field.limits;
  refuseLimits(field, ['minValue', 'maxValue'], remarks);
  const saidMax = lengthOf(field, 'maxLength', maxLength, remarks);
  if (saidMax !== undefined && saidMax > longestText)
    remarks.add(field, `it may have ${saidMax} characters`, `${longestText} are the most a form asks for`);
  if (saidMax === undefined && field.art === 'input')
    remarks.add(field, 'no length is said', `at most ${usualText} characters`);
  const max = Math.min(saidMax ?? usualText, longestText);
  const saidMin = lengthOf(field, 'minLength', minLength, remarks) ?? 1;
  if (saidMin > max)
    remarks.add(field, `minLength ${saidMin} is more than maxLength ${max}`, 'minLength left out');
  const min = saidMin > max ? 1 : saidMin;
  const pattern = patternOf(field, remarks);
  const isName = field.type === 'text_latin';
  const isLong = max > longestLine;
  if (min <= 1 && pattern === undefined && !isName && !isLong) return { text: max };
  return {
    text: {
      ...(min > 1 && { min }),
      max,
      ...(pattern !== undefined && { pattern }),
      ...(isLong && { lines: true }),
      ...(isName && { latin: true }),
    },
  };
}

function lengthOf(
  field: FimField,
  name: string,
  said: string | undefined,
  remarks: Remarks,
): number | undefined {
  if (said === undefined) return undefined;
  const length = /^\d{1,9}$/.test(said) ? Number(said) : undefined;
  if (length === undefined) remarks.add(field, `${name} "${said}" is no whole number`, 'left out');
  return length === 0 && name === 'maxLength' ? undefined : length;
}

/** Longest pattern that a service file may have. */
const longestPattern = 500;

/** FIM's patterns are for the whole text, and those of XML Schema; ours find a part of it, and are JavaScript's. */
function patternOf(field: FimField, remarks: Remarks): string | undefined {
  const { pattern: said } = field.limits;
  if (said === undefined) return undefined;
  const pattern = withoutNeedlessEscapes(said);
  const isWhole = /^\^[^|]*(?<!\\)\$$/s.test(pattern);
  const whole = isWhole ? pattern : `^(?:${pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')})$`;
  const problem =
    whole.length > longestPattern
      ? `it has ${whole.length} characters, at most ${longestPattern}`
      : patternProblem(whole);
  if (problem === undefined) return whole;
  remarks.add(field, `the pattern ${said} cannot be used: ${problem}`, 'asked for without a pattern');
  return undefined;
}

/** `\-` and `\@` are a hyphen and an at sign; JavaScript's patterns for all of Unicode know no such escape. */
function withoutNeedlessEscapes(pattern: string): string {
  let inClass = false;
  return pattern.replaceAll(/\\(.)|[[\]]/gsu, (found, escaped: string | undefined) => {
    if (escaped === undefined) {
      inClass = found === '[';
      return found;
    }
    const isNeeded = /[\w^$\\.*+?()[\]{}|/]/.test(escaped) || (inClass && escaped === '-');
    return isNeeded ? found : escaped;
  });
}

function daysOf(field: FimField, remarks: Remarks): { min?: string; max?: string } {
  const day = (name: 'minValue' | 'maxValue'): string | undefined => {
    const said = field.limits[name];
    if (said === undefined) return undefined;
    const [plain = ''] = /^\d{4}-\d\d-\d\d/.exec(said) ?? [];
    if (new Date(`${plain}T00:00:00Z`).toJSON()?.startsWith(plain) && plain !== '') return plain;
    remarks.add(field, `${name} "${said}" is no day`, 'left out; say what has to hold with must');
    return undefined;
  };
  const [min, max] = [day('minValue'), day('maxValue')];
  if (min !== undefined && max !== undefined && min > max) {
    remarks.add(field, `minValue ${min} is after maxValue ${max}`, 'both left out');
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** A decimal of a schema; undefined, and remarked, where it is none. */
function numberOf(field: FimField, name: 'minValue' | 'maxValue', remarks: Remarks): string | undefined {
  const said = field.limits[name];
  if (said === undefined) return undefined;
  const number = said.replace(/^\+/, '').replace(/^(-?\d+),(\d+)$/, '$1.$2');
  if (/^-?\d{1,15}(\.\d{1,9})?$/.test(number)) return number;
  remarks.add(field, `${name} "${said}" is no number that a form can hold`, 'left out');
  return undefined;
}

/** Limits in whole units: of an amount of money in cents. @param places how many digits after the point one unit is */
function boundsOf(field: FimField, places: number, remarks: Remarks): { min?: number; max?: number } {
  const units = (name: 'minValue' | 'maxValue'): number | undefined => {
    const number = numberOf(field, name, remarks);
    if (number === undefined) return undefined;
    const [whole = '0', rest = ''] = number.split('.');
    const digits = rest.replace(/0+$/, '');
    const value = Number(`${whole}${digits.slice(0, places).padEnd(places, '0')}`);
    if (digits.length > places)
      remarks.add(
        field,
        `${name} ${number} has more than ${places} decimal places`,
        `taken as ${value / 10 ** places}`,
      );
    if (Math.abs(value) <= largestNumber) return value;
    remarks.add(field, `${name} ${number} is more than a form can hold`, 'left out');
    return undefined;
  };
  const [min, max] = [units('minValue'), units('maxValue')];
  if (min !== undefined && max !== undefined && min > max) {
    remarks.add(
      field,
      `minValue ${field.limits.minValue} is more than maxValue ${field.limits.maxValue}`,
      'both left out',
    );
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function decimalOf(field: FimField, remarks: Remarks): NonNullable<WrittenField['decimal']> {
  const [min, max] = [numberOf(field, 'minValue', remarks), numberOf(field, 'maxValue', remarks)];
  const said = Math.max(...[min, max].map((limit) => limit?.split('.')[1]?.length ?? 0));
  const places = Math.max(said, 2);
  if (said === 0) remarks.add(field, 'how many decimal places it has is not said', `${places} are possible`);
  if (min !== undefined && max !== undefined && Number(min) > Number(max)) {
    remarks.add(field, `minValue ${min} is more than maxValue ${max}`, 'both left out');
    return { places };
  }
  return {
    places,
    ...(min !== undefined && { min: canonical(min) }),
    ...(max !== undefined && { max: canonical(max) }),
  };
}

/** Without leading zeros: `007.50` → `7.50`. */
function canonical(number: string): string {
  return number.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-(0(?:\.0+)?)$/, '$1');
}

function refuseLimits(field: FimField, names: readonly (keyof FimLimits)[], remarks: Remarks): void {
  for (const name of names) {
    const said = field.limits[name];
    if (said !== undefined)
      remarks.add(field, `${name} "${said}" means nothing for a field of type ${field.type}`, 'left out');
  }
}
