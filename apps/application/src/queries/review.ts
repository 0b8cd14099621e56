import type { Language, LocalText } from '#http';
import type { Service, UiElement } from '#configuration';

/** One entry of a form as it is read back before submitting (law 2). */
export interface ReviewEntry {
  /** JSON pointer of the entry. */
  readonly pointer: string;
  readonly label: string;
  readonly value: string;
}

interface Control {
  readonly pointer: string;
  readonly label: string | undefined;
  readonly valueLabels: Readonly<Record<string, LocalText>>;
}

/**
 * Every entry of a form as labelled text, in the order of the form. What no control of the layout asks for is shown as
 * well, under its pointer: a declaration has no hidden part.
 */
export function reviewOf(
  { form: { uiSchema } }: Pick<Service, 'form'>,
  form: Readonly<Record<string, unknown>>,
  language: Language,
): readonly ReviewEntry[] {
  const controls = controlsOf(uiSchema, language);
  const place = (pointer: string) => controls.findIndex((control) => covers(control, pointer));
  return leavesOf(form)
    .map(([pointer, value]) => ({ pointer, value, at: place(pointer) }))
    .sort((left, right) => orderOf(left.at) - orderOf(right.at))
    .map(({ pointer, value, at }) => {
      const control = controls[at];
      return { pointer, label: labelOf(control, pointer), value: textOf(value, control, language) };
    });
}

function controlsOf(element: UiElement, language: Language): Control[] {
  const own =
    element.scope === undefined
      ? []
      : [
          {
            pointer: element.scope.slice(1).replaceAll('/properties/', '/'),
            label: element.label?.[language],
            valueLabels: element.valueLabels ?? {},
          },
        ];
  return [...own, ...(element.elements ?? []).flatMap((child) => controlsOf(child, language))];
}

function covers(control: Control, pointer: string): boolean {
  return pointer === control.pointer || pointer.startsWith(`${control.pointer}/`);
}

function labelOf(control: Control | undefined, pointer: string): string {
  if (control?.label === undefined) return pointer;
  const rest = pointer.slice(control.pointer.length + 1);
  return rest === '' ? control.label : `${control.label} (${rest.replaceAll('/', ', ')})`;
}

/** Every value that is no object, with its pointer; a list of plain values is one entry. */
function leavesOf(value: unknown, pointer = ''): [pointer: string, value: unknown][] {
  if (Array.isArray(value) && !value.some((item) => typeof item === 'object')) return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function textOf(value: unknown, control: Control | undefined, language: Language): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, control, language)).join(', ');
  if (typeof value === 'boolean') {
    return language === 'de' ? (value ? 'ja' : 'nein') : value ? 'yes' : 'no';
  }
  const text = String(value);
  const label = control?.valueLabels[text]?.[language];
  if (label !== undefined) return label;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year !== undefined && language === 'de') return `${day}.${month}.${year}`;
  return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : text;
}

function orderOf(place: number): number {
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}
