/**
 * What runs inside of a page: each function is handed over as text, so that it knows nothing but its own lines. The types of the
 * DOM would be those of every file of the services, too; these are the few that are needed here.
 */
interface PageElement {
  readonly localName: string;
  readonly classList: Iterable<string>;
  readonly textContent: string;
  readonly innerText?: string;
  readonly title?: string;
  readonly labels?: Iterable<PageElement>;
  readonly parentElement: PageElement | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { readonly right: number; readonly width: number; readonly height: number };
}
interface Style {
  readonly overflowX: string;
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly boxShadow: string;
}
interface Rule {
  readonly selectorText?: string;
  readonly cssRules?: Iterable<Rule>;
}
declare const document: {
  readonly body: PageElement;
  readonly documentElement: { readonly clientWidth: number };
  readonly activeElement: PageElement | null;
  readonly styleSheets: Iterable<{ readonly cssRules: Iterable<Rule> }>;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
declare function getComputedStyle(element: PageElement, pseudoElement?: string): Style;

/** Something that the Tab key leads to. */
export interface TabStop {
  readonly tag: string;
  readonly name: string;
  /** Whether one sees that the focus is there: by a line or a shadow of it or of what it stands in. */
  readonly seen: boolean;
}

/** What hangs over the right edge of the page, unless something around it scrolls by itself or cuts it off on purpose. */
export function overhangingElements(): string[] {
  const edge = document.documentElement.clientWidth;
  const isWithin = (element: PageElement): boolean => {
    const parent = element.parentElement;
    if (parent === null || parent === document.body) return false;
    return /auto|scroll|hidden|clip/.test(getComputedStyle(parent).overflowX) || isWithin(parent);
  };
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const { right, width, height } = element.getBoundingClientRect();
    if (right <= edge + 0.5 || width <= 1 || height <= 1 || isWithin(element)) return [];
    const name = [element.localName, ...element.classList].join('.');
    return `${name} "${element.textContent.trim().slice(0, 40)}" ends at ${Math.round(right)} of ${edge}`;
  });
}

/** Where the focus is; null where it is nowhere. */
export function focusedElement(): TabStop | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  // A link that covers a whole card is marked around what covers it.
  const isMarked = (one: PageElement | null): boolean =>
    one !== null &&
    [undefined, '::before', '::after'].some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, part);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
  const labels = [...(element.labels ?? [])].map((label) => label.innerText).join(' ');
  const name = element.getAttribute('aria-label') ?? (labels || element.innerText || element.title || '');
  return {
    tag: element.localName,
    name: name.trim().replace(/\s+/g, ' '),
    seen: isMarked(element) || isMarked(element.parentElement),
  };
}

/** Whether the focus is on something that is not yet among those that were seen; it is then. */
export function isNewFocus(seen: WeakSet<object>): boolean {
  const element = document.activeElement;
  if (element === null || element === document.body || seen.has(element)) return false;
  seen.add(element);
  return true;
}

/** The classes that stand on the page and that no rule of its style sheets names. */
export function classesWithoutRule(): string[] {
  const selectorsOf = (rules: Iterable<Rule>): string[] =>
    [...rules].flatMap(({ selectorText = '', cssRules = [] }) => [selectorText, ...selectorsOf(cssRules)]);
  const selectors = [...document.styleSheets].flatMap(({ cssRules }) => selectorsOf(cssRules)).join(' ');
  const named = new Set(Array.from(selectors.matchAll(/\.([\w-]+)/g), ([, name]) => name));
  const used = new Set([...document.querySelectorAll('[class]')].flatMap(({ classList }) => [...classList]));
  return [...used].filter((name) => !named.has(name));
}
