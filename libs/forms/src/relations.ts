import type Big from 'big.js';
import { canonicalJson } from './canonical-json';
import { isDate, yearsBetween } from './dates';
import { exactValue, moneyText, numberText } from './decimals';
import type { Form, FormLanguage, LocalizedText, Relation } from './form';
import { labelOf } from './labels';
import { layoutOf } from './layout';
import { fieldAt, item, keyOf, placeOf, type Place } from './places';
import { pointerOf, spotsOf, valueAt, type Spot } from './pointers';
import { isVisible } from './visible-text';
import { counted, inBoth, years } from './words';

/** A relation that does not hold, at the field where somebody can put it right. */
export interface BrokenRelation {
  readonly spot: Spot;
  readonly rule: Relation['kind'];
  readonly message: LocalizedText;
}

/**
 * The relations of a form that its data does not keep.
 * @param data after the rules of the form
 * @param isHidden whether rules hide what stands at a pointer
 * @param today the day in Berlin, `YYYY-MM-DD`
 */
export function brokenRelations(
  form: Form,
  data: unknown,
  today: string,
  isHidden: (pointer: string) => boolean,
): readonly BrokenRelation[] {
  return (form.relations ?? []).flatMap((relation) =>
    broken(form, relation, data, today, (spot) => isHidden(pointerOf(spot))).map(({ spot, says }) => ({
      spot,
      rule: relation.kind,
      message: relation.message ?? inBoth(says),
    })),
  );
}

interface Found {
  readonly spot: Spot;
  readonly says: (language: FormLanguage) => string;
}

function broken(
  form: Form,
  relation: Relation,
  data: unknown,
  today: string,
  isHidden: (spot: Spot) => boolean,
): readonly Found[] {
  switch (relation.kind) {
    case 'before-today':
    case 'not-after-today':
    case 'after-today':
    case 'not-before-today': {
      const [holds, says] = againstToday[relation.kind];
      return spotsOf(placeOf(relation.field), data).flatMap((spot) => {
        const day = valueAt(spot, data);
        return isDate(day) && !holds(day, today) ? [{ spot, says: (language) => says[language] }] : [];
      });
    }
    case 'order':
      return spotsOf(placeOf(relation.until), data).flatMap((spot) => {
        const from = beside(spot, placeOf(relation.from));
        const [least, most] = [valueAt(from, data), valueAt(spot, data)];
        if (isInOrder(form, from, least, most)) return [];
        return [{ spot, says: (language) => orderWords(labelOf(form, from, language), most, language) }];
      });
    case 'age':
      return spotsOf(placeOf(relation.field), data).flatMap((spot) => {
        const on = relation.on === 'today' ? undefined : beside(spot, placeOf(relation.on));
        const [from, to] = [valueAt(spot, data), on === undefined ? today : valueAt(on, data)];
        if (!isDate(from) || !isDate(to)) return [];
        const { atLeast = -Infinity, atMost = Infinity } = relation;
        const age = yearsBetween(from, to);
        if (age >= atLeast && age <= atMost) return [];
        const day = (language: FormLanguage) => on && labelOf(form, on, language);
        return [{ spot, says: (language) => ageWords(relation, age < atLeast, day(language), language) }];
      });
    case 'sum':
      return lists(placeOf(relation.field), data).flatMap(({ list, items }) =>
        brokenSum(form, relation, list, items, data),
      );
    case 'distinct':
      return lists(placeOf(relation.field), data).flatMap(({ items }) => repeated(form, items, data));
    case 'at-least-one-of': {
      const places = relation.fields.map((field) => placeOf(field));
      const innermost = places.reduce((one, other) => (listsIn(other) > listsIn(one) ? other : one));
      return spotsOf(innermost, data).flatMap((spot) => {
        const spots = places.map((place) => beside(spot, place)).filter((one) => !isHidden(one));
        const [first] = spots;
        if (first === undefined || spots.some((one) => isFilled(valueAt(one, data)))) return [];
        const labels = (language: FormLanguage) => spots.map((one) => labelOf(form, one, language));
        return [{ spot: first, says: (language) => oneOfWords(labels(language), language) }];
      });
    }
  }
}

const againstToday = {
  'before-today': [
    (day: string, today: string) => day < today,
    { de: 'Das Datum muss vor dem heutigen Tag liegen.', en: 'The date must be before today.' },
  ],
  'not-after-today': [
    (day: string, today: string) => day <= today,
    { de: 'Das Datum darf nicht in der Zukunft liegen.', en: 'The date must not be in the future.' },
  ],
  'after-today': [
    (day: string, today: string) => day > today,
    { de: 'Das Datum muss nach dem heutigen Tag liegen.', en: 'The date must be after today.' },
  ],
  'not-before-today': [
    (day: string, today: string) => day >= today,
    { de: 'Das Datum darf nicht in der Vergangenheit liegen.', en: 'The date must not be in the past.' },
  ],
} as const;

/** A place for the same items as a spot. */
function beside({ items }: Spot, place: Place): Spot {
  return { place, items: items.slice(0, listsIn(place)) };
}

/** How many lists a place goes through. */
function listsIn(place: Place): number {
  return place.filter((name) => name === item).length;
}

/** What cannot be compared is in no wrong order: that a value is missing or none of its kind is said by itself. */
function isInOrder(form: Form, spot: Spot, from: unknown, until: unknown): boolean {
  const isText = fieldAt(form.schema, spot.place)?.['x-decimal'] === undefined;
  if (isText && typeof from === 'string' && typeof until === 'string')
    return !isTime(from) || !isTime(until) || from <= until;
  const [least, most] = [exactValue(from), exactValue(until)];
  return least === undefined || most === undefined || least.lte(most);
}

function isTime(text: string): boolean {
  return isDate(text.slice(0, 10)) || /^\d\d:\d\d$/.test(text);
}

function orderWords(from: string, until: unknown, language: FormLanguage): string {
  const isTooEarly = typeof until === 'string' && isTime(until);
  if (language === 'de')
    return `Diese Angabe darf nicht ${isTooEarly ? `vor „${from}“ liegen` : `kleiner sein als „${from}“`}.`;
  return `This entry must not be ${isTooEarly ? 'before' : 'less than'} “${from}”.`;
}

function ageWords(
  { atLeast = 0, atMost = 0 }: Extract<Relation, { kind: 'age' }>,
  isTooYoung: boolean,
  day: string | undefined,
  language: FormLanguage,
): string {
  const number = counted(isTooYoung ? atLeast : atMost, years[language], language);
  if (language === 'de')
    return `Es ${(isTooYoung ? atLeast : atMost) === 1 ? 'muss' : 'müssen'} ${day === undefined ? 'heute' : `am Tag „${day}“`} ${isTooYoung ? 'mindestens' : 'höchstens'} ${number} vollendet sein.`;
  return `${isTooYoung ? 'At least' : 'At most'} ${number} must have passed ${day === undefined ? 'by today' : `by “${day}”`}.`;
}

/** The innermost lists that a place goes through, each with the spots of its items. */
function lists(place: Place, data: unknown): { readonly list: Spot; readonly items: readonly Spot[] }[] {
  const outer = spotsOf(place.slice(0, place.lastIndexOf(item)), data);
  const byList = new Map<string, Spot[]>(outer.map((list) => [list.items.join(' '), []]));
  for (const spot of spotsOf(place, data)) byList.get(spot.items.slice(0, -1).join(' '))?.push(spot);
  return outer.map((list) => ({ list, items: byList.get(list.items.join(' ')) ?? [] }));
}

function brokenSum(
  form: Form,
  relation: Extract<Relation, { kind: 'sum' }>,
  list: Spot,
  items: readonly Spot[],
  data: unknown,
): readonly Found[] {
  const values = items.map((spot) => exactValue(valueAt(spot, data)));
  const [first, ...others] = values.filter((value): value is Big => value !== undefined);
  if (first === undefined || others.length + 1 < values.length) return [];
  const sum = others.reduce((total, value) => total.plus(value), first);
  const limits = [
    ['is', relation.is, (limit: string) => sum.eq(limit)],
    ['atLeast', relation.atLeast, (limit: string) => sum.gte(limit)],
    ['atMost', relation.atMost, (limit: string) => sum.lte(limit)],
  ] as const;
  return limits.flatMap(([name, limit, holds]) => {
    if (limit === undefined || holds(limit)) return [];
    const currency = fieldAt(form.schema, placeOf(relation.field))?.['x-money'];
    const text = (value: string, language: FormLanguage) =>
      typeof currency === 'string'
        ? moneyText(Number(value), currency, language)
        : numberText(value, language);
    return [
      {
        spot: list,
        says: (language) => {
          const [wanted, found] = [text(limit, language), text(sum.toFixed(), language)];
          const what =
            layoutOf(form).fields.get(keyOf(placeOf(relation.field)))?.element.label?.[language] ?? '';
          return sumWords(name, what, wanted, found, language);
        },
      },
    ];
  });
}

function sumWords(
  limit: 'is' | 'atLeast' | 'atMost',
  what: string,
  wanted: string,
  found: string,
  language: FormLanguage,
): string {
  const [de, en] = {
    is: ['', 'be'],
    atLeast: ['mindestens ', 'be at least'],
    atMost: ['höchstens ', 'be at most'],
  }[limit] as [string, string];
  return language === 'de'
    ? `Die Summe von „${what}“ muss ${de}${wanted} ergeben; sie ist ${found}.`
    : `The sum of “${what}” must ${en} ${wanted}; it is ${found}.`;
}

/** Values that an earlier item has too, however their characters are composed. */
function repeated(form: Form, items: readonly Spot[], data: unknown): readonly Found[] {
  const seen = new Map<string, Spot>();
  return items.flatMap((spot): readonly Found[] => {
    const value = valueAt(spot, data);
    if (!isFilled(value)) return [];
    const isDecimal = fieldAt(form.schema, spot.place)?.['x-decimal'] !== undefined;
    const same = isDecimal ? (exactValue(value)?.toFixed() ?? '') : canonicalJson(value).normalize('NFC');
    const earlier = seen.get(same);
    if (earlier === undefined) {
      seen.set(same, spot);
      return [];
    }
    return [
      {
        spot,
        says: (language) =>
          language === 'de'
            ? `Diese Angabe steht schon bei „${labelOf(form, earlier, language)}“.`
            : `This entry already stands at “${labelOf(form, earlier, language)}”.`,
      },
    ];
  });
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return isVisible(value);
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false;
}

function oneOfWords(labels: readonly string[], language: FormLanguage): string {
  const quoted = labels.map((label) => (language === 'de' ? `„${label}“` : `“${label}”`));
  const last = quoted.pop();
  return language === 'de'
    ? `Bitte füllen Sie ${quoted.join(', ')} oder ${last} aus.`
    : `Please fill in ${quoted.join(', ')} or ${last}.`;
}
