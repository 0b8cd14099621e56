import {
  fieldsAsked,
  pagesOf,
  same,
  saveErrors,
  spotOf,
  valueAt,
  withValueAt,
  type AskedField,
  type Form,
  type FormPage,
  type JsonObject,
} from '#forms';
import type { Language } from '#pages/language';
import { controlOf, dateOfParts, valueOfTyped } from './controls';

/** Name of the hidden fields that say which fields a page showed: a box that is not ticked sends nothing. */
export const askedName = '_asked';

/**
 * A form's data with what a page holds, in the browser while somebody types and on the server when it is sent.
 * @param page as it was shown
 * @param official pointers of what nobody types over
 */
export function withEntered(
  data: JsonObject,
  page: FormPage,
  entered: FormData,
  language: Language,
  official: ReadonlySet<string>,
): JsonObject {
  const shown = new Set(entered.getAll(askedName).map(String));
  return fieldsAsked(page.asked).reduce<JsonObject>((filled, field) => {
    if (field.kind === 'list' || field.locked) return filled;
    if (!shown.has(field.pointer) || official.has(field.pointer)) return filled;
    const value = enteredFor(field, entered, language);
    const there = valueAt(field.spot, filled);
    return same(value, there) ? filled : (withValueAt(filled, field.spot, value) as JsonObject);
  }, data);
}

function enteredFor(field: AskedField, entered: FormData, language: Language): unknown {
  const { pointer } = field;
  const control = controlOf(field);
  const text = (name: string): string => {
    const value = entered.get(name);
    return typeof value === 'string' ? value : '';
  };
  const parts = [text(`${pointer}:day`), text(`${pointer}:month`), text(`${pointer}:year`)] as const;
  switch (control) {
    case 'date':
      return dateOfParts(...parts);
    case 'moment':
      return dateOfParts(...parts, text(`${pointer}:time`));
    case 'yes-no':
      return text(pointer) === '' ? undefined : text(pointer) === 'true';
    case 'confirm':
      return text(pointer) === 'true' ? true : undefined;
    case 'checkboxes': {
      const chosen = entered.getAll(pointer).map(String);
      return chosen.length === 0 ? undefined : chosen;
    }
    case 'radios':
    case 'select':
      return chosenOf(field.schema, text(pointer));
    case 'text':
    case 'long-text':
    case 'whole':
    case 'number':
    case 'decimal':
    case 'money':
    case 'time':
    case 'lines':
    case 'raw':
      return valueOfTyped(control, text(pointer), language);
  }
}

/** A choice may be of numbers, which a form sends as text. */
function chosenOf(schema: JsonObject, sent: string): unknown {
  if (sent === '') return undefined;
  const values = Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : [];
  return values.find((value) => String(value) === sent) ?? sent;
}

/** What of entered data a draft can keep: without what could not be read as what it should be. */
export function savable(form: Form, data: JsonObject): JsonObject {
  const unread = saveErrors(form, data).filter(({ rule }) => rule === 'type');
  return unread.reduce<JsonObject>(
    (kept, { pointer }) => withValueAt(kept, spotOf(pointer, data), undefined) as JsonObject,
    data,
  );
}

/** Data with one more empty item in a list, or without one of its items. */
export function withItem(form: Form, data: JsonObject, list: string): JsonObject {
  return changedList(form, data, list, (items) => [...items, {}]);
}
export function withoutItem(form: Form, data: JsonObject, itemPointer: string): JsonObject {
  const at = itemPointer.lastIndexOf('/');
  const nth = Number(itemPointer.slice(at + 1));
  return changedList(form, data, itemPointer.slice(0, at), (items) =>
    items.filter((_, index) => index !== nth),
  );
}

function changedList(
  form: Form,
  data: JsonObject,
  pointer: string,
  change: (items: readonly unknown[]) => unknown[],
): JsonObject {
  const list = pagesOf(form, data)
    .flatMap(({ asked }) => fieldsAsked(asked))
    .find((one) => one.kind === 'list' && one.pointer === pointer);
  if (list === undefined || list.kind !== 'list' || list.locked) return data;
  const there = valueAt(list.spot, data);
  const items = change(Array.isArray(there) ? (there as unknown[]) : []);
  if (items.length > list.max) return data;
  return withValueAt(data, list.spot, items) as JsonObject;
}
