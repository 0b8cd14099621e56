import { dateText } from './dates';
import { moneyText, numberText } from './decimals';
import { isObject, type Form, type FormLanguage, type JsonObject, type LocalizedText } from './form';
import { inFormOrder, labelOf } from './labels';
import { layoutOf, type FormLayout } from './layout';
import { fieldAt, item, keyOf } from './places';
import { pointerOf, type Spot } from './pointers';

/** One entry of a form as it is read back before submitting, and in the office (law 2). */
export interface ReviewEntry {
  /** JSON pointer of the entry. */
  readonly pointer: string;
  readonly label: string;
  /** What was entered, to the last digit, in the words of the form. */
  readonly value: string;
}

/** The entries of one topic of a form. */
export interface ReviewTopic {
  /** Empty where the form has no topics. */
  readonly title: string;
  readonly entries: readonly ReviewEntry[];
}

/**
 * Every entry of a form as labelled text, by topics, in the order of the form. What no control of the layout asks for is shown as
 * well, under its pointer: a declaration has no hidden part.
 * @param data after the rules of the form: what is filed
 */
export function reviewOf(form: Form, data: JsonObject, language: FormLanguage): readonly ReviewTopic[] {
  const layout = layoutOf(form);
  const leaves = inFormOrder(form, leavesOf(data, { place: [], items: [] }));
  const topics: { readonly title: string; readonly entries: ReviewEntry[] }[] = [];
  for (const { spot, value } of leaves) {
    const title = titleOf(layout, spot, topicOf(layout, spot), language);
    let last = topics.at(-1);
    if (last?.title !== title) topics.push((last = { title, entries: [] }));
    last.entries.push({
      pointer: pointerOf(spot),
      label: labelOf(form, spot, language),
      value: valueText(form, layout, spot, value, language),
    });
  }
  return topics;
}

function topicOf({ topicOf: topics }: FormLayout, { place }: Spot): number | undefined {
  for (let length = place.length; length > 0; length -= 1) {
    const topic = topics.get(keyOf(place.slice(0, length)));
    if (topic !== undefined) return topic;
  }
  return undefined;
}

const others: LocalizedText = { de: 'Weitere Angaben', en: 'Further entries' };

/** What the form asks for outside of topics goes without a title. */
function titleOf(
  { topics, orderOf }: FormLayout,
  { place }: Spot,
  topic: number | undefined,
  language: FormLanguage,
): string {
  if (topic !== undefined) return topics[topic]?.title[language] ?? '';
  return topics.length === 0 || orderOf.has(keyOf(place.slice(0, 1))) ? '' : others[language];
}

interface Leaf {
  readonly spot: Spot;
  readonly value: unknown;
}

/** Every value that is no object; a list of plain values is one. */
function leavesOf(value: unknown, spot: Spot): Leaf[] {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
    return value.flatMap((one, nth) =>
      leavesOf(one, { place: [...spot.place, item], items: [...spot.items, nth] }),
    );
  if (!isObject(value)) return [{ spot, value }];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member, { place: [...spot.place, name], items: spot.items }),
  );
}

/** A value as the review shows it: to the last digit, in the words of the form. */
export function textOf(form: Form, spot: Spot, value: unknown, language: FormLanguage): string {
  return valueText(form, layoutOf(form), spot, value, language);
}

function valueText(
  form: Form,
  layout: FormLayout,
  spot: Spot,
  value: unknown,
  language: FormLanguage,
): string {
  const { place } = spot;
  const field = fieldAt(form.schema, place) ?? {};
  const labels = nearestValueLabels(layout, spot);
  if (Array.isArray(value)) {
    if (value.length === 0) return language === 'de' ? 'keine' : 'none';
    const items = fieldAt(form.schema, [...place, item]) ?? {};
    return value.map((one) => plainText(one, items, labels, language)).join(', ');
  }
  return plainText(value, field, labels, language);
}

function nearestValueLabels(
  { fields }: FormLayout,
  { place }: Spot,
): Readonly<Record<string, LocalizedText>> {
  for (let length = place.length; length > 0; length -= 1) {
    const element = fields.get(keyOf(place.slice(0, length)))?.element;
    if (element !== undefined) return element.valueLabels ?? {};
  }
  return {};
}

function plainText(
  value: unknown,
  field: JsonObject,
  labels: Readonly<Record<string, LocalizedText>>,
  language: FormLanguage,
): string {
  if (typeof value === 'boolean') return language === 'de' ? (value ? 'ja' : 'nein') : value ? 'yes' : 'no';
  const label = Object.hasOwn(labels, String(value)) ? labels[String(value)] : undefined;
  if (label !== undefined) return label[language];
  if (typeof value === 'number') {
    const currency = field['x-money'];
    const isMoney = typeof currency === 'string' && Number.isSafeInteger(value);
    return isMoney ? moneyText(value, currency, language) : numberText(value, language);
  }
  if (typeof value !== 'string') return String(value);
  if (field['x-decimal'] !== undefined) return numberText(value, language);
  return field['format'] === 'date' || field['x-time'] === 'moment' ? dateText(value, language) : value;
}
