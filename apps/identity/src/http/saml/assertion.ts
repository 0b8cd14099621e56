import { namespaces } from './names';
import { children, readXml, textOf } from './xml';

/** An attribute as an assertion tells it. */
export interface ToldAttribute {
  /** Without `urn:oid:`. */
  readonly oid: string;
  /** What stands there, without what is empty or declared not applicable (`xsi:nil`). */
  readonly values: readonly string[];
  /** `akdb:TrustLevel`: how far this very value is proven. */
  readonly trustLevel: string | undefined;
}

/** What a provider says about somebody. */
export interface Assertion {
  readonly issuer: string | undefined;
  readonly nameId: { readonly value: string; readonly format: string } | undefined;
  readonly authnContext: string | undefined;
  /** When they identified themselves there, UTC, ISO 8601. */
  readonly authnInstant: string | undefined;
  readonly confirmations: readonly Confirmation[];
  readonly attributes: readonly ToldAttribute[];
}

/** For whom, and as the answer to which request, the assertion may be presented. */
export interface Confirmation {
  readonly method: string;
  readonly recipient: string | undefined;
  readonly inResponseTo: string | undefined;
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Reads an assertion of which every letter is signed. */
export function readAssertion(xml: string): Assertion {
  const root = readXml(xml).documentElement;
  const childrenOf = (parent: Element | undefined, name: string): Element[] =>
    parent ? children(parent, namespaces.assertion, name) : [];
  const [subject] = childrenOf(root, 'Subject');
  const [nameId] = childrenOf(subject, 'NameID');
  const [authn] = childrenOf(root, 'AuthnStatement');
  const [context] = childrenOf(authn, 'AuthnContext');
  const name = textOf(nameId);
  return {
    issuer: textOf(childrenOf(root, 'Issuer')[0]),
    nameId: name === undefined ? undefined : { value: name, format: nameId?.getAttribute('Format') ?? '' },
    authnContext: textOf(childrenOf(context, 'AuthnContextClassRef')[0]),
    authnInstant: authn?.getAttribute('AuthnInstant') ?? undefined,
    confirmations: childrenOf(subject, 'SubjectConfirmation').map(readConfirmation),
    attributes: childrenOf(root, 'AttributeStatement')
      .flatMap((statement) => childrenOf(statement, 'Attribute'))
      .map(readAttribute),
  };
}

function readConfirmation(confirmation: Element): Confirmation {
  const [data] = children(confirmation, namespaces.assertion, 'SubjectConfirmationData');
  const told = (name: string) => data?.getAttribute(name) ?? undefined;
  return {
    method: confirmation.getAttribute('Method') ?? '',
    recipient: told('Recipient'),
    inResponseTo: told('InResponseTo'),
  };
}

function readAttribute(attribute: Element): ToldAttribute {
  const isNil = (value: Element) => /^(true|1)$/.test(value.getAttributeNS(schemaInstance, 'nil') ?? '');
  const trust = Array.from(attribute.attributes).find(({ localName }) => localName === 'TrustLevel');
  return {
    // In the wild there is a blank behind the prefix (6).
    oid: (attribute.getAttribute('Name') ?? '').replace(/^\s*urn:oid:\s*/i, '').trim(),
    values: children(attribute, namespaces.assertion, 'AttributeValue')
      .filter((value) => !isNil(value))
      .map((value) => readable(value.textContent ?? ''))
      .filter((text) => text !== ''),
    trustLevel: trust?.value.trim().toUpperCase(),
  };
}

const longestValue = 500;

/** Text for people, on one line and in normal form C: a value must not carry lines into a log or a header. */
function readable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longestValue);
}
