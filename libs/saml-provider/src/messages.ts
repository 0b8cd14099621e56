import { X509Certificate, verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { RefusedRequest } from './authn-request';
import { rsaSha256, xmlSignature } from './names';
import { isSigned } from './signing';
import { elements, readXml } from './xml';

/** A message as it arrived, not yet believed. */
export interface ReceivedMessage {
  readonly xml: string;
  readonly document: Document;
  readonly relayState: string | undefined;
  /** How it is signed: within itself (POST), or beside itself (redirect). */
  readonly signature: { readonly kind: 'enveloped' } | DetachedSignature | undefined;
}

interface DetachedSignature {
  readonly kind: 'detached';
  readonly algorithm: string;
  /** What was signed: the query as it was sent, octet by octet. */
  readonly octets: string;
  readonly value: Buffer;
}

/** More than any request needs; a deflate bomb ends here. Bytes. */
const largestMessage = 256 * 1024;

/** A request by POST. @param form the fields that were sent @throws RefusedRequest */
export function receivePosted(form: URLSearchParams): ReceivedMessage {
  const xml = Buffer.from(form.get('SAMLRequest') ?? '', 'base64').toString('utf8');
  const document = parse(xml);
  const [inside] = elements(document, xmlSignature, 'Signature');
  const relayState = form.get('RelayState') ?? undefined;
  return { xml, document, relayState, signature: inside && { kind: 'enveloped' } };
}

/** A request by redirect. @param query the query as it was sent, without the question mark @throws RefusedRequest */
export function receiveRedirected(query: string): ReceivedMessage {
  const raw = new Map(query.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  const fields = new URLSearchParams(query);
  const xml = inflate(Buffer.from(fields.get('SAMLRequest') ?? '', 'base64'));
  const value = fields.get('Signature');
  return {
    xml,
    document: parse(xml),
    relayState: fields.get('RelayState') ?? undefined,
    signature:
      value === null
        ? undefined
        : {
            kind: 'detached',
            algorithm: fields.get('SigAlg') ?? '',
            octets: ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => raw.get(name) ?? []).join('&'),
            value: Buffer.from(value, 'base64'),
          },
  };
}

/** Whether a message is signed with one of the keys. @param certificates PEM */
export function isSignedBy({ xml, signature }: ReceivedMessage, certificates: readonly string[]): boolean {
  switch (signature?.kind) {
    case undefined:
      return false;
    case 'enveloped':
      return isSigned(xml, certificates);
    case 'detached': {
      const { algorithm, octets, value } = signature;
      if (algorithm !== rsaSha256) return false;
      return certificates.some((certificate) =>
        verify('RSA-SHA256', Buffer.from(octets), new X509Certificate(certificate).publicKey, value),
      );
    }
  }
}

function parse(xml: string): Document {
  try {
    return readXml(xml);
  } catch {
    throw new RefusedRequest('saml-request-malformed');
  }
}

function inflate(deflated: Buffer): string {
  try {
    return inflateRawSync(deflated, { maxOutputLength: largestMessage }).toString('utf8');
  } catch {
    throw new RefusedRequest('saml-request-malformed');
  }
}
