import {
  akdb,
  assertion,
  classicUi,
  means as allMeans,
  oids,
  postBinding,
  protocol,
  storkLevels,
  authnContext,
  type Means,
  type StorkLevel,
} from './names';
import type { ServiceProvider } from './metadata';
import { elements, textOf } from './xml';

/** `akdb` is BundID's; `plain` is SAML without extension, as Servicekonto.NRW stands for it here. */
export type Dialect = 'akdb' | 'plain';

/** What a service provider asks for. */
export interface AuthnRequest {
  readonly id: string;
  readonly consumerUrl: string;
  readonly forceAuthn: boolean;
  readonly minimumLevel: StorkLevel;
  /** The means that may be offered; the level may rule some out. */
  readonly means: readonly Means[];
  /** undefined: everything there is (`plain`). */
  readonly attributes: readonly RequestedAttribute[] | undefined;
  readonly statusDetail: boolean;
  readonly organization: string;
  readonly language: 'de' | 'en';
  readonly backUrl: string | undefined;
}

export interface RequestedAttribute {
  /** `urn:oid:…` */
  readonly name: string;
  readonly required: boolean;
}

/** BundID refuses a request with one of these (9.6); those after the line are this stand-in's own. */
export type RequestFault =
  | 'akdb-extension-missing'
  | 'akdb-extension-v1-deprecated'
  | 'saml-request-not-signed'
  | 'requested-attributes-empty'
  | 'requested-attributes-missing-name'
  | 'empty-authentication-methods'
  | 'organization-display-name-missing'
  // ---
  | 'organization-display-name-too-long'
  | 'saml-request-signature-invalid'
  | 'saml-request-malformed'
  | 'saml-request-destination-wrong'
  | 'saml-request-expired'
  | 'requested-attributes-unknown'
  | 'authn-context-unknown'
  | 'authn-context-comparison-not-minimum'
  | 'service-provider-unknown'
  | 'assertion-consumer-service-unknown';

/** A request that is refused. */
export class RefusedRequest extends Error {
  constructor(readonly fault: RequestFault) {
    super(fault);
  }
}

const longestName = 50;
/** Clocks differ, and people are slow; a request is not kept for later. */
const oldestRequestMs = 10 * 60_000;

/** How the extension names a means; what it does not name goes with the ID card. */
const methodOf: Readonly<Record<Means, string>> = {
  Benutzername: 'Benutzername',
  Elster: 'Elster',
  eID: 'eID',
  'Smart-eID': 'eID',
  eIDAS: 'eIDAS',
  FINK: 'FINK',
  Diia: 'Diia',
};

/** Who asks, before anything of it is believed. */
export function issuerOf(request: Document): string {
  return textOf(request, assertion, 'Issuer') ?? '';
}

/** Whether an answer may say more than its status, which does not wait until the request is understood. */
export function wantsStatusDetail(request: Document): boolean {
  return isTrue(elements(request, akdb, 'AuthenticationRequest')[0]?.getAttribute('EnableStatusDetail'));
}

/** Where the answer goes: an address that the service provider made known, or nowhere. @throws RefusedRequest */
export function consumerUrlOf(
  { documentElement: root }: Document,
  { consumerUrls }: ServiceProvider,
): string {
  const asked = root.getAttribute('AssertionConsumerServiceURL');
  const url = asked ? consumerUrls.find((known) => known === asked) : consumerUrls[0];
  if (!url) throw new RefusedRequest('assertion-consumer-service-unknown');
  return url;
}

/**
 * Reads what is asked, and refuses what BundID refuses. Whose request it is has been verified before.
 * @param destination the address to which it has to be directed
 * @throws RefusedRequest
 */
export function readAuthnRequest(
  request: Document,
  {
    dialect,
    destination,
    consumerUrl,
    now,
  }: { dialect: Dialect; destination: string; consumerUrl: string; now: Date },
): AuthnRequest {
  const root = request.documentElement;
  const id = root.getAttribute('ID');
  if (root.namespaceURI !== protocol || root.localName !== 'AuthnRequest' || !id)
    throw new RefusedRequest('saml-request-malformed');
  const binding = root.getAttribute('ProtocolBinding');
  if (binding && binding !== postBinding) throw new RefusedRequest('saml-request-malformed');
  const sentTo = root.getAttribute('Destination');
  if (sentTo && sentTo !== destination) throw new RefusedRequest('saml-request-destination-wrong');
  const age = Math.abs(now.getTime() - Date.parse(root.getAttribute('IssueInstant') ?? ''));
  if (!(age <= oldestRequestMs)) throw new RefusedRequest('saml-request-expired');
  return {
    id,
    consumerUrl,
    forceAuthn: isTrue(root.getAttribute('ForceAuthn')),
    minimumLevel: minimumLevelOf(root),
    statusDetail: wantsStatusDetail(request),
    ...(dialect === 'akdb' ? readExtension(root) : withoutExtension(issuerOf(request))),
  };
}

function minimumLevelOf(root: Element): StorkLevel {
  const [context] = elements(root, protocol, 'RequestedAuthnContext');
  if (!context) return 1;
  if (context.getAttribute('Comparison') !== 'minimum')
    throw new RefusedRequest('authn-context-comparison-not-minimum');
  const references = elements(context, assertion, 'AuthnContextClassRef');
  const asked = references[0]?.textContent?.trim();
  const level = storkLevels.find((one) => authnContext(one) === asked);
  if (!level || references.length > 1) throw new RefusedRequest('authn-context-unknown');
  return level;
}

type Extended = Pick<AuthnRequest, 'means' | 'attributes' | 'organization' | 'language' | 'backUrl'>;

function withoutExtension(issuer: string): Extended {
  return {
    means: allMeans,
    attributes: undefined,
    organization: issuer,
    language: 'de',
    backUrl: undefined,
  };
}

function readExtension(root: Element): Extended {
  const [extensions] = elements(root, protocol, 'Extensions');
  const [extension] = extensions ? elements(extensions, akdb, 'AuthenticationRequest') : [];
  if (!extension) throw new RefusedRequest('akdb-extension-missing');
  if (extension.getAttribute('Version') !== '2') throw new RefusedRequest('akdb-extension-v1-deprecated');
  const organization = textOf(extension, classicUi, 'OrganizationDisplayName');
  if (!organization) throw new RefusedRequest('organization-display-name-missing');
  if ([...organization].length > longestName) throw new RefusedRequest('organization-display-name-too-long');
  const language = textOf(extension, classicUi, 'Lang')?.toLowerCase() ?? 'de';
  return {
    means: enabledMeans(extension),
    attributes: requestedAttributes(extension),
    organization,
    language: language === 'de' ? 'de' : 'en',
    backUrl: httpUrl(textOf(extension, classicUi, 'BackURL')),
  };
}

/** Without a list, every means. */
function enabledMeans(extension: Element): readonly Means[] {
  const [methods] = elements(extension, akdb, 'AuthnMethods');
  if (!methods) return allMeans;
  const isEnabled = (method: string) =>
    elements(methods, akdb, method).some((element) => isTrue(textOf(element, akdb, 'Enabled')));
  const enabled = allMeans.filter((one) => isEnabled(methodOf[one]));
  if (enabled.length === 0) throw new RefusedRequest('empty-authentication-methods');
  return enabled;
}

function requestedAttributes(extension: Element): readonly RequestedAttribute[] {
  const requested = elements(extension, akdb, 'RequestedAttribute');
  if (requested.length === 0) throw new RefusedRequest('requested-attributes-empty');
  const known: readonly string[] = Object.values(oids);
  return requested.map((element) => {
    const name = element.getAttribute('Name')?.replace(/\s/g, '');
    if (!name) throw new RefusedRequest('requested-attributes-missing-name');
    if (!known.includes(name)) throw new RefusedRequest('requested-attributes-unknown');
    return { name, required: isTrue(element.getAttribute('RequiredAttribute')) };
  });
}

const isTrue = (text: string | null | undefined): boolean => text === 'true' || text === '1';

/** Nothing but an address of the web becomes a link. */
function httpUrl(text: string | undefined): string | undefined {
  return text && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
