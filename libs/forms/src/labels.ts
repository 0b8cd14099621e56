import type { Form, FormLanguage, LocalizedText } from './form';
import { layoutOf } from './layout';
import { escaped, item, keyOf } from './places';
import { pointerOf, type Spot } from './pointers';

/** What a spot is called, with the items that it lies in: `Kind 2: Geburtsdatum`. What nothing is called goes by its pointer. */
export function labelOf(form: Form, spot: Spot, language: FormLanguage): string {
  const { fields, ambiguous } = layoutOf(form);
  const items: string[] = [];
  let nth = 0;
  let label: string | undefined;
  let rest: string[] = [];
  for (const [at, name] of spot.place.entries()) {
    const number = name === item ? (spot.items[nth++] ?? 0) : undefined;
    const field = fields.get(keyOf(spot.place.slice(0, at + 1)));
    const list = number === undefined ? undefined : fields.get(keyOf(spot.place.slice(0, at)));
    if (field?.element.label !== undefined) {
      label = field.element.label[language];
      if (field.group !== undefined && ambiguous.has(keyOf(spot.place.slice(0, at + 1))))
        label = `${field.group[language]}: ${label}`;
      rest = [];
    } else if (list?.element.itemLabel !== undefined) {
      items.push(`${list.element.itemLabel[language]} ${(number ?? 0) + 1}`);
      label = undefined;
      rest = [];
    } else rest.push(number === undefined ? name : String(number));
  }
  if (label === undefined && items.length === 0) return pointerOf(spot);
  const own =
    label === undefined ? rest.join(', ') : rest.length === 0 ? label : `${label} (${rest.join(', ')})`;
  const around = items.join(', ');
  if (around === '') return own;
  return own === '' ? around : `${around}: ${own}`;
}

/** {@link labelOf} in every language. */
export function labelsOf(form: Form, spot: Spot): LocalizedText {
  return { de: labelOf(form, spot, 'de'), en: labelOf(form, spot, 'en') };
}

/** Sorts by where the form asks for what stands at a spot, items in their order. What the form does not ask for comes last. */
export function inFormOrder<Entry extends { readonly spot: Spot }>(
  form: Form,
  entries: readonly Entry[],
): Entry[] {
  const { orderOf } = layoutOf(form);
  return entries
    .map((entry) => ({ entry, order: orderWithin(orderOf, entry.spot) }))
    .sort((left, right) => compared(left.order, right.order))
    .map(({ entry }) => entry);
}

/** When a step is asked for, or its name where it is not. */
type Order = number | string;

/** When it is asked for, step by step from the outside in. */
function orderWithin(orderOf: ReadonlyMap<string, number>, { place, items }: Spot): readonly Order[] {
  let nth = 0;
  let key = '';
  return place.map((name) => {
    key += name === item ? `/${item}` : `/${escaped(name)}`;
    return name === item ? (items[nth++] ?? 0) : (orderOf.get(key) ?? name);
  });
}

function compared(left: readonly Order[], right: readonly Order[]): number {
  for (const [at, order] of left.entries()) {
    const other = right[at] ?? order;
    if (order === other) continue;
    if (typeof order === 'number') return typeof other === 'number' ? order - other : -1;
    return typeof other === 'string' && order < other ? -1 : 1;
  }
  return left.length - right.length;
}
