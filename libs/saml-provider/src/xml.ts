import { DOMParser } from '@xmldom/xmldom';

/** Text as it may stand in XML, in an attribute too. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"'\t\r\n]/g,
    (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}

/**
 * Reads a document that somebody sent.
 * @throws Error when it is not well-formed, or declares a document type: entities come with it
 */
export function readXml(text: string): Document {
  if (/<!DOCTYPE/i.test(text)) throw new Error('The document declares a document type.');
  const refuse = (message: string) => {
    throw new Error(message);
  };
  return new DOMParser({
    errorHandler: { warning: refuse, error: refuse, fatalError: refuse },
  }).parseFromString(text, 'text/xml');
}

/** The elements of a name below another, at any depth. */
export function elements(root: Document | Element, namespace: string, name: string): Element[] {
  return Array.from(root.getElementsByTagNameNS(namespace, name));
}

/** Text of the first element of a name, without blanks around it; undefined where there is none or nothing in it. */
export function textOf(root: Document | Element, namespace: string, name: string): string | undefined {
  return elements(root, namespace, name)[0]?.textContent?.trim() || undefined;
}
