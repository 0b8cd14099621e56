import { DOMParser, XMLSerializer } from '@xmldom/xmldom';

/**
 * Reads a document that somebody sent: well-formed, in UTF-8, and without a document type, which is where entities come from.
 * @throws Error that says what is wrong, and nothing of what stands in it
 */
export function readXml(text: string): Document {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('the document declares a document type');
  const encoding = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1];
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw new Error('the document is not in UTF-8');
  const refuse = (): never => {
    throw new Error('the document is not well-formed');
  };
  const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  const document = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml') as Document | undefined;
  if (document?.documentElement == null) throw new Error('the document is empty');
  return document;
}

/** An element as text, with the namespaces that it needs. */
export function xmlOf(element: Element): string {
  return new XMLSerializer().serializeToString(element);
}

/** The elements of a name below another, at any depth. @param namespace `*` for any */
export function elements(root: Document | Element, namespace: string, name: string): Element[] {
  return Array.from(root.getElementsByTagNameNS(namespace, name));
}

/** The elements of a name right below another. */
export function children(parent: Element, namespace: string, name: string): Element[] {
  return elements(parent, namespace, name).filter(({ parentNode }) => parentNode === parent);
}

/** The text of an element, without blanks around it; undefined where there is none. Comments in it are no part of it. */
export function textOf(element: Element | undefined): string | undefined {
  return element?.textContent?.trim() || undefined;
}

/** Text as it may stand in XML, in an attribute too. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
