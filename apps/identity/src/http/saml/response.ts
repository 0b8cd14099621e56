import { namespaces } from './names';
import { RefusedResponse } from './refused-response';
import { assertSignaturePolicy } from './signatures';
import { children, elements, readXml, textOf } from './xml';

/** An answer as it arrived: read strictly, and not believed yet. */
export interface ReceivedResponse {
  readonly xml: string;
  readonly root: Element;
  readonly issuer: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly destination: string | undefined;
  readonly status: ResponseStatus;
  /** The encrypted assertion; undefined where the provider says why there is none. */
  readonly assertion: Element | undefined;
}

/** What the provider says of the sign-in, in the last words of the status codes: `Requester`, `AuthnFailed`. */
export interface ResponseStatus {
  readonly code: string;
  readonly reason: string | undefined;
  /** One word of the provider's own, e.g. an error code (9.6); for the log. */
  readonly detail: string | undefined;
}

/** An assertion with everything about a person is below 20 kB; a longer one costs others their time. Bytes. */
export const largestResponse = 256 * 1024;

/**
 * Reads what was posted as SAMLResponse. There is one place for each thing, so that what is verified and what is believed
 * cannot be two (signature wrapping): one assertion, encrypted, right below the response; signatures right below what they sign.
 * @throws RefusedResponse
 */
export function readResponse(base64: string): ReceivedResponse {
  const xml = decoded(base64);
  const root = parsed(xml).documentElement;
  if (root.namespaceURI !== namespaces.protocol || root.localName !== 'Response')
    throw new RefusedResponse('malformed', 'it is no response');
  const open = elements(root, '*', 'Assertion').length;
  const encrypted = elements(root, '*', 'EncryptedAssertion');
  if (open + encrypted.length > 1) throw new RefusedResponse('several-assertions', 'several assertions');
  if (open > 0) throw new RefusedResponse('not-encrypted', 'the assertion is not encrypted');
  const [assertion] = children(root, namespaces.assertion, 'EncryptedAssertion');
  if (encrypted.length > 0 && assertion === undefined)
    throw new RefusedResponse('malformed', 'the assertion is not where it belongs');
  assertSignaturePolicy(root, 'response');
  return {
    xml,
    root,
    assertion,
    issuer: textOf(children(root, namespaces.assertion, 'Issuer')[0]),
    inResponseTo: root.getAttribute('InResponseTo') ?? undefined,
    destination: root.getAttribute('Destination') ?? undefined,
    status: statusOf(root),
  };
}

/** Reads a document within a message. @throws RefusedResponse `malformed` */
export function parsed(xml: string): Document {
  try {
    return readXml(xml);
  } catch (error) {
    throw new RefusedResponse('malformed', (error as Error).message);
  }
}

function decoded(base64: string): string {
  const compact = base64.replace(/[\r\n\t ]/g, '');
  if (compact.length > (largestResponse * 4) / 3 + 4)
    throw new RefusedResponse('malformed', 'it is too long');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new RefusedResponse('malformed', 'it is no base64');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(compact, 'base64'));
  } catch {
    throw new RefusedResponse('malformed', 'it is no UTF-8');
  }
}

function statusOf(root: Element): ResponseStatus {
  const [status] = children(root, namespaces.protocol, 'Status');
  const [code] = status ? children(status, namespaces.protocol, 'StatusCode') : [];
  if (!status || !code) throw new RefusedResponse('malformed', 'it has no status');
  const [inner] = children(code, namespaces.protocol, 'StatusCode');
  return { code: lastWord(code) ?? '', reason: lastWord(inner), detail: detailOf(status) };
}

function lastWord(code: Element | undefined): string | undefined {
  return /[A-Za-z]+$/.exec(code?.getAttribute('Value') ?? '')?.[0];
}

/** The detail is JSON that may be malformed (9.6), and it is written by somebody else: only what looks like a code is taken. */
function detailOf(status: Element): string | undefined {
  const texts = ['StatusDetail', 'StatusMessage'].flatMap((name) =>
    children(status, namespaces.protocol, name).map((element) => element.textContent ?? ''),
  );
  const codes = texts.map((text) => /[a-z][a-z0-9]*(?:-[a-z0-9]+)+/.exec(text.slice(0, 2000))?.[0]);
  return codes.find((code) => code !== undefined)?.slice(0, 80);
}
