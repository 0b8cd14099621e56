import { randomUUID } from 'node:crypto';
import {
  akdb,
  assertion,
  authnContext,
  protocol,
  statusCode,
  transient,
  trustLevels,
  type StorkLevel,
} from './names';
import { escapeXml } from './xml';

/** An attribute as it stands in an assertion. */
export interface Attribute {
  /** The OID with `urn:oid:`; it alone counts. */
  readonly name: string;
  readonly friendlyName?: string;
  /** null: the person declared it not applicable, sent as `xsi:nil`. */
  readonly value: string | null;
  /** At which level this very value is proven (`akdb:TrustLevel`). */
  readonly trust?: StorkLevel;
}

/** Everything that a response says. A test damages what it likes; `responseParts` gives a correct one to begin with. */
export interface ResponseParts {
  readonly id: string;
  readonly assertionId: string;
  /** entityID of the identity provider. */
  readonly issuer: string;
  /** entityID of the service provider. */
  readonly audience: string;
  /** The service provider's address for answers: `Destination` and `Recipient`. */
  readonly destination: string;
  readonly recipient: string;
  /** Id of the request; undefined: nobody asked. */
  readonly inResponseTo: string | undefined;
  readonly issuedAt: Date;
  readonly notBefore: Date;
  readonly notOnOrAfter: Date;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly authnContext: string;
  readonly attributes: readonly Attribute[];
}

const windowMs = 5 * 60_000;

/** The asker and the answer, from which the rest of a correct response follows. */
export type Answer = Pick<ResponseParts, 'issuer' | 'audience' | 'destination' | 'inResponseTo'> &
  Partial<ResponseParts>;

/**
 * The parts of a correct response: own ids, transient name, a window of five minutes.
 * @param level what the sign-in reached
 */
export function responseParts(
  answer: Answer,
  level: StorkLevel,
  attributes: readonly Attribute[],
): ResponseParts {
  const issuedAt = answer.issuedAt ?? new Date();
  return {
    id: newId(),
    assertionId: newId(),
    recipient: answer.destination,
    issuedAt,
    notBefore: issuedAt,
    notOnOrAfter: new Date(issuedAt.getTime() + windowMs),
    nameId: newId(),
    nameIdFormat: transient,
    authnContext: authnContext(level),
    attributes,
    ...answer,
  };
}

/** An id of SAML: an XML name does not begin with a digit. */
export function newId(): string {
  return `_${randomUUID()}`;
}

/** A response of success, its assertion neither signed nor encrypted. */
export function successResponse(parts: ResponseParts): string {
  return responseXml(parts, `<saml2p:StatusCode Value="${statusCode('Success')}"/>`, assertionXml(parts));
}

/** Why there is no assertion. */
export interface Failure {
  /** `Requester` or `Responder`. */
  readonly status: 'Requester' | 'Responder';
  /** The second status code by its last word, e.g. `AuthnFailed`. */
  readonly reason?: string;
  /** For people who look into it. */
  readonly message?: string;
  /** As BundID says it where the request enables status details. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A response that says why there is no assertion. */
export function failureResponse(
  parts: Pick<ResponseParts, 'id' | 'issuer' | 'destination' | 'inResponseTo' | 'issuedAt'>,
  { status, reason, message, detail }: Failure,
): string {
  const inner = reason ? `<saml2p:StatusCode Value="${statusCode(reason)}"/>` : '';
  const text = message ? `<saml2p:StatusMessage>${escapeXml(message)}</saml2p:StatusMessage>` : '';
  const details = detail
    ? `<saml2p:StatusDetail><akdb:StatusDetail xmlns:akdb="${akdb}">${escapeXml(JSON.stringify(detail))}</akdb:StatusDetail></saml2p:StatusDetail>`
    : '';
  const code = `<saml2p:StatusCode Value="${statusCode(status)}">${inner}</saml2p:StatusCode>`;
  return responseXml(parts, code + text + details, '');
}

function responseXml(
  {
    id,
    issuer,
    destination,
    inResponseTo,
    issuedAt,
  }: Pick<ResponseParts, 'id' | 'issuer' | 'destination' | 'inResponseTo' | 'issuedAt'>,
  status: string,
  content: string,
): string {
  return `<saml2p:Response xmlns:saml2p="${protocol}" ID="${escapeXml(id)}" Version="2.0" IssueInstant="${issuedAt.toISOString()}" Destination="${escapeXml(destination)}"${answering(inResponseTo)}><saml2:Issuer xmlns:saml2="${assertion}">${escapeXml(issuer)}</saml2:Issuer><saml2p:Status>${status}</saml2p:Status>${content}</saml2p:Response>`;
}

/** It declares its own namespaces, so that it can be cut out, encrypted and put back without changing what was signed. */
function assertionXml(parts: ResponseParts): string {
  const { assertionId, issuer, audience, recipient, inResponseTo, nameId, nameIdFormat } = parts;
  const [issuedAt, notBefore, notOnOrAfter] = [parts.issuedAt, parts.notBefore, parts.notOnOrAfter].map(
    (time) => time.toISOString(),
  );
  return [
    `<saml2:Assertion xmlns:saml2="${assertion}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="${escapeXml(assertionId)}" Version="2.0" IssueInstant="${issuedAt}">`,
    `<saml2:Issuer>${escapeXml(issuer)}</saml2:Issuer>`,
    `<saml2:Subject><saml2:NameID Format="${escapeXml(nameIdFormat)}" NameQualifier="${escapeXml(issuer)}" SPNameQualifier="${escapeXml(audience)}">${escapeXml(nameId)}</saml2:NameID>`,
    `<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData${answering(inResponseTo)} NotOnOrAfter="${notOnOrAfter}" Recipient="${escapeXml(recipient)}"/></saml2:SubjectConfirmation></saml2:Subject>`,
    `<saml2:Conditions NotBefore="${notBefore}" NotOnOrAfter="${notOnOrAfter}"><saml2:AudienceRestriction><saml2:Audience>${escapeXml(audience)}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>`,
    `<saml2:AuthnStatement AuthnInstant="${issuedAt}" SessionIndex="${newId()}"><saml2:AuthnContext><saml2:AuthnContextClassRef>${escapeXml(parts.authnContext)}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>`,
    `<saml2:AttributeStatement>${parts.attributes.map(attributeXml).join('')}</saml2:AttributeStatement>`,
    '</saml2:Assertion>',
  ].join('');
}

function attributeXml({ name, friendlyName, value, trust }: Attribute): string {
  const friendly = friendlyName ? ` FriendlyName="${escapeXml(friendlyName)}"` : '';
  const level = trust ? ` xmlns:akdb="${akdb}" akdb:TrustLevel="${trustLevels[trust]}"` : '';
  const content =
    value === null
      ? '<saml2:AttributeValue xsi:nil="true"/>'
      : `<saml2:AttributeValue xsi:type="xs:string">${escapeXml(value)}</saml2:AttributeValue>`;
  return `<saml2:Attribute${friendly} Name="${escapeXml(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"${level}>${content}</saml2:Attribute>`;
}

const answering = (request: string | undefined): string =>
  request === undefined ? '' : ` InResponseTo="${escapeXml(request)}"`;
