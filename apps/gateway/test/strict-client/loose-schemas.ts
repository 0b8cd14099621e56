import { httpMethods, type OpenApiDocument, type Operation } from '../../src/openapi/document';
import { answersIn, type Schema } from './every-field';

const kinds = ['$ref', 'type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf'] as const;

/**
 * Names of what is text and nothing more: words for people, keys out of a city's configuration, ids and hashes of others, numbers
 * that are written as text. Whatever else is text has a list of codes, a format or a pattern.
 */
const plainTexts: ReadonlySet<string> = new Set([
  // words
  ...[
    'title',
    'label',
    'statusLabel',
    'officeName',
    'levelName',
    'text',
    'de',
    'en',
    'message',
    'reason',
    'detail',
    'warning',
    'value',
  ],
  ...[
    'note',
    'openingHours',
    'name',
    'listName',
    'legalRemedies',
    'documents',
    'differing',
    'notReceivingBecause',
    'recipient',
    'error',
    // of people, firms and other portals
    ...['givenName', 'familyName', 'declaredName', 'organisation', 'client'],
    'HandOverConsentDto.data',
    // ways in, which a newer release may know
    ...['WayInView.way', 'LastSignInView.method'],
  ],
  ...['closedWhy', 'person', 'postalAddress', 'visitingAddress', 'phone', 'email', 'feedbackEmail'],
  // keys of the configuration, of rules of law, and of what a newer release may know
  ...['key', 'serviceKey', 'leikaKey', 'office', 'offices', 'topics', 'rule', 'purpose', 'referencePrefix'],
  ...[
    'portal',
    'backoffice',
    'primary',
    'onPrimary',
    'accent',
    'logo',
    'mostWanted',
    'vatId',
    'type',
    'streamType',
    'eventType',
    'topic',
  ],
  // ids, hashes and places
  ...['reference', 'version', 'configurationVersion', 'declarationHash', 'hash', 'noticeId', 'personId'],
  ...[
    'assignedTo',
    'setBy',
    'releasedFrom',
    'applicantId',
    'actingFor',
    'fromOffice',
    'eventId',
    'messageId',
    'causationId',
    'id',
  ],
  ...['closedBy', 'replayed', 'offset', 'pointer', 'scope', 'nextCursor', 'csrfToken', 'returnTo'],
  ...[
    'method',
    'path',
    'PreviewLink.page',
    'body',
    'account',
    'file',
    'host',
    'adoptedBy',
    'otherServicesUrl',
  ],
  // of the treasury, the bank and payment providers
  ...[
    'orderId',
    'accountingKey',
    'provider',
    'transactionId',
    'transactionReference',
    'transactionReferences',
    'mandateReference',
  ],
  ...['creditorId', 'requestedBy', 'lastDigest', 'SubmittedOrderView.token', 'Waiver.items'],
  // of an order overview: words and amounts as people read them
  ...['sum', 'tax', 'says', 'signInFirst'].map((name) => `OrderOverviewView.${name}`),
  ...['unit', 'total'].map((name) => `OverviewItemView.${name}`),
  // of documents: as what they are handed in (a key of the service), and what their bytes show
  ...[
    'mediaType',
    'DocumentView.kind',
    'WayIn.sender.address',
    'UploadView.kind',
    'MailboxUploadView.kind',
    'RequiredDocument.types',
  ],
  'HistoryEntryView.facts.kind',
  // of the back-office: files and texts of the city, searches, kinds of mails, how services run
  ...['ConfigurationContentView.content', 'ConfigurationVersionsView.payment', 'FilledTemplateView.missing'],
  ...[
    'SavedSearchView.query',
    'ReadAlertsInput.until',
    'MailEvidenceDto.kind',
    'OperatedDifference.means',
    'OperatedDifference.advice',
  ],
  ...['service', 'release', 'node'].map((name) => `OperationReading.${name}`),
  // what somebody's field held, and holds
  ...['TakenOverView.before', 'TakenOverView.now'],
  // what a relation of a form names: fields, and decimals as text
  ...['field', 'fields', 'from', 'until', 'on', 'is', 'atLeast', 'atMost'].map((name) => `Relation.${name}`),
]);

/** Everything in a document of which it does not say what it is, by its place. */
export function looseSchemas(document: OpenApiDocument): string[] {
  return [...schemasOf(document)].flatMap(([place, schema]) => [...loose(schema, place, '')]);
}

function* schemasOf(document: OpenApiDocument): Generator<[place: string, schema: Schema | undefined]> {
  for (const [name, schema] of Object.entries(document.components?.['schemas'] ?? {}))
    if (name !== 'JsonValue') yield [name, schema as Schema];
  for (const { place, schema } of answersIn(document)) yield [place, schema];
  for (const [path, item] of Object.entries(document.paths))
    for (const method of httpMethods) {
      const { requestBody, parameters = [] } = (item[method] ?? {}) as Operation & {
        requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> };
      };
      for (const [media, { schema }] of Object.entries(requestBody?.content ?? {}))
        yield [`${method} ${path} ${media}`, schema];
      for (const { name, schema } of parameters as readonly { name: string; schema?: Schema }[])
        yield [
          `${method} ${path} ?${name}`,
          { ...schema, ...(schema?.type === 'string' && { format: name }) },
        ];
    }
}

/** @param name of the field that it is; empty for a body, which may be a page or a stream */
function* loose(schema: Schema | undefined, place: string, name: string): Generator<string> {
  if (schema === undefined || !kinds.some((kind) => kind in schema)) {
    yield `${place} could be anything`;
    return;
  }
  const types = [schema.type].flat();
  const { properties, additionalProperties: others, items, format, pattern } = schema;
  if (types.includes('object') && properties === undefined && (others === undefined || others === true))
    yield `${place} could have any field`;
  const isCode = schema.enum !== undefined || schema.const !== undefined;
  const isPlain = plainTexts.has(name) || plainTexts.has(place.replace(/\[\]$/, ''));
  if (types.includes('string') && name !== '' && !(isCode || format || pattern || isPlain))
    yield `${place} is any text`;
  if (types.includes('array')) yield* loose(items, `${place}[]`, name);
  for (const [property, of] of Object.entries(properties ?? {}))
    yield* loose(of, `${place}.${property}`, property);
  if (typeof others === 'object') yield* loose(others, `${place}{}`, '');
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    yield* loose(one, place, name);
}
