import { Parser } from '@asyncapi/parser';
import { CloudEvent } from 'cloudevents';
import {
  asyncApiDocument,
  ContractViolation,
  contractEvent,
  contractEventSchema,
  contractEventTypes,
  maximumContractEventBytes,
  mayPublish,
  parseContractEvent,
  statuses,
  statusLabel,
  topics,
  mailboxEntries,
  mailboxKindOf,
  validateContractEvent,
  validatePublished,
  type ContractData,
  type StoredEvent,
} from './index';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const stored: StoredEvent = {
  tenant: 'duisburg',
  streamId: id(1),
  streamType: 'application',
  version: 3,
  type: 'ApplicationFiled',
  metadata: { actor: { personId: id(2), role: 'citizen' }, correlationId: id(3), causationId: `${id(1)}/2` },
  recordedAt: '2026-11-20T15:42:13.123456Z',
  hash: 'a'.repeat(64),
  previousHash: 'b'.repeat(64),
};

const filed: ContractData<'application.ApplicationFiled'> = {
  applicationId: id(1),
  reference: 'DU-2026-000123-7',
  serviceKey: 'bewohnerparkausweis',
  configurationVersion: 'c'.repeat(64),
  office: 'buergerservice',
  applicantId: id(2),
  status: 'filed',
  actionRequired: false,
  statusChanged: true,
};

const event = contractEvent(stored, 'application', filed);
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function violation(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof ContractViolation) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a contract event', () => {
  test('comes out of a stored event and survives the way through the broker', () => {
    expect(parseContractEvent(bytes(event))).toEqual(event);
    expect(event.id).toBe(`${id(1)}/3`);
    expect(event.type).toBe('application.ApplicationFiled');
    expect(event.dataschema).toBe('urn:serviceportal:schema:application.ApplicationFiled:1');
  });

  test('is a CloudEvent 1.0 in the eyes of the reference implementation', () => {
    const { data, ...attributes } = event;
    expect(new CloudEvent<unknown>({ ...attributes, data }, true).validate()).toBe(true);
  });

  test('names the person on whose behalf somebody acted', () => {
    const actor = { personId: id(2), role: 'citizen', actingFor: id(9) } as const;
    const acted = contractEvent({ ...stored, metadata: { ...stored.metadata, actor } }, 'application', filed);
    expect(validateContractEvent(acted)).toMatchObject({ actorid: id(2), actingfor: id(9) });
  });

  test('of a newer type is not an error: its envelope is read, its data is left alone', () => {
    const type = 'application.ObjectionLodged';
    const newer = {
      ...event,
      type,
      dataschema: `urn:serviceportal:schema:${type}:7`,
      data: { objectionId: id(5) },
    };
    expect(parseContractEvent(bytes(newer))).toEqual(newer);
  });
});

describe('who may publish what', () => {
  const services = Object.keys(topics);

  test.each(contractEventTypes)(
    '%s is told by the service that its name begins with, and by no other',
    (type) => {
      expect(
        [...services, 'gateway', 'audit', 'notification'].filter((service) => mayPublish(service, type)),
      ).toEqual([type.split('.')[0]]);
    },
  );

  test('a type of a newer release is its service’s as well, and what is no type is nobody’s', () => {
    expect(services.filter((service) => mayPublish(service, 'mailbox.NeverHeardOf'))).toEqual(['mailbox']);
    for (const type of ['', 'mailbox', '.mailbox', 'gateway.Started', '__proto__.x', 'constructor.x'])
      expect(services.filter((service) => mayPublish(service, type))).toEqual([]);
  });
});

describe('nothing that is read is trusted in size, range or character', () => {
  const type = 'application.ObjectionLodged';
  const newer = { ...event, type, dataschema: `urn:serviceportal:schema:${type}:1` };
  const nested = (depth: number): object => (depth === 0 ? {} : { inner: nested(depth - 1) });

  test.each<[string, object]>([
    ['a version beyond every stream', { ...event, streamversion: 1_000_001, id: `${id(1)}/1000001` }],
    ['no whole version', { ...event, streamversion: 1.5, id: `${id(1)}/1.5` }],
    ['a month that is none', { ...event, time: '2026-13-01T10:00:00Z' }],
    ['a day that its month has not', { ...event, time: '2026-02-29T10:00:00Z' }],
    ['a year of other times', { ...event, time: '0001-01-01T10:00:00Z' }],
    ['an hour that is none', { ...event, time: '2026-01-01T24:00:00Z' }],
    ['nested data of a newer type', { ...newer, data: nested(17) }],
  ])('%s', (_, wrong) => {
    expect(violation(() => parseContractEvent(bytes(wrong))).code).toBe('invalid');
  });

  test('what may be is read', () => {
    for (const right of [
      { ...event, time: '2028-02-29T23:59:59.999999Z' },
      { ...event, streamversion: 1_000_000, id: `${id(1)}/1000000` },
      { ...newer, data: nested(15) },
    ])
      expect(parseContractEvent(bytes(right))).toEqual(right);
  });
});

describe('a writer is stricter than a reader', () => {
  test('what no contract declares is not published', () => {
    const undeclared = contractEvent({ ...stored, type: 'NeverDeclared' }, 'application', filed);
    expect(validateContractEvent(undeclared)).toEqual(undeclared);
    expect(violation(() => validatePublished(undeclared))).toEqual({
      code: 'invalid',
      message: 'application.NeverDeclared is not declared in the contracts',
    });
    expect(() => validatePublished(event)).not.toThrow();
  });

  test('a service that stores an event without a contract does not compile', () => {
    // @ts-expect-error the contracts know no such type; check:types fails where this line is no error
    contractEvent<'application.NeverDeclared'>(stored, 'application', filed);
  });
});

test('D20 what the mailbox says of an event is found by the kind that its entries have had from the beginning', () => {
  expect(mailboxKindOf('application.ApplicationFiled')).toBe('application-filed');
  expect([...mailboxEntries.keys()]).toEqual([
    'submission-expired',
    'submission-revived',
    'fee-fixed',
    'payment-reminded',
    'refund-noted',
    'application-filed',
    'processing-started',
    'case-forwarded',
    'documents-requested',
    'documents-supplied',
    'documents-sent-on',
    'document-withdrawn',
    'processing-time-extended',
    'target-date-suspended',
    'decision-issued',
    'contact-recorded',
    'provision-ended',
    'notice-posted',
    'application-withdrawn',
    'application-claimed',
    'case-closed',
    'case-reopened',
    ...['payment-authorised', 'mandate-confirmed', 'debit-collected', 'receipt-issued'],
    ...['payment-returned', 'payment-charged-back'],
    ...['refund-requested', 'refund-approved', 'refund-rejected', 'refund-issued'],
    ...['refund-account-asked', 'refund-account-reminded', 'refund-account-given'],
  ]);
});

describe('what is refused, and how it is named', () => {
  test.each<[string, string | Buffer, string, string]>([
    ['no JSON', '{"specversion":', 'malformed', 'the message is not JSON in UTF-8'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'malformed', 'the message is not JSON in UTF-8'],
    ['nothing', '', 'malformed', 'the message is empty'],
    ['a list', '[]', 'malformed', 'the message is not a JSON object'],
  ])('%s', (_, message, code, reason) => {
    expect(violation(() => parseContractEvent(Buffer.from(message)))).toEqual({ code, message: reason });
  });

  test('a tombstone', () => {
    expect(violation(() => parseContractEvent(null)).code).toBe('malformed');
  });

  test('more bytes than a contract event can have, before they are parsed', () => {
    const oversized = Buffer.alloc(maximumContractEventBytes + 1, 0x20);
    expect(violation(() => parseContractEvent(oversized))).toEqual({
      code: 'oversized',
      message: 'the message has 65537 bytes; a contract event has at most 65536',
    });
  });

  test('a missing schema version', () => {
    const { dataschema: _, ...unversioned } = event;
    expect(violation(() => parseContractEvent(bytes(unversioned)))).toEqual({
      code: 'schema-version',
      message: 'the message names no schema version: attribute dataschema is missing',
    });
  });

  test('an unknown schema version of a known type', () => {
    const newer = { ...event, dataschema: 'urn:serviceportal:schema:application.ApplicationFiled:2' };
    expect(violation(() => parseContractEvent(bytes(newer)))).toEqual({
      code: 'schema-version',
      message: 'unknown schema version of application.ApplicationFiled: this release knows version 1 only',
    });
  });

  test('a newer type with the schema of another one', () => {
    const newer = { ...event, type: 'application.ObjectionLodged' };
    expect(violation(() => parseContractEvent(bytes(newer)))).toEqual({
      code: 'schema-version',
      message: 'dataschema does not belong to type application.ObjectionLodged',
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown attribute',
      { applicantname: 'Erika' },
      'the envelope is invalid: must NOT have additional properties',
    ],
    [
      'an id of another stream',
      { id: `${id(8)}/3` },
      'the envelope is invalid: id is not <subject>/<streamversion>',
    ],
    [
      'a forged source',
      { source: 'urn:serviceportal:mailbox' },
      'the envelope is invalid: source must be equal to constant',
    ],
    [
      'a forged source of a newer type',
      {
        type: 'mailbox.ThreadLent',
        dataschema: 'urn:serviceportal:schema:mailbox.ThreadLent:1',
      },
      'the envelope is invalid: source is not the service that type names',
    ],
    ['a time that is none', { time: 'yesterday' }, 'the envelope is invalid: time must match pattern'],
    [
      'an unknown status',
      { data: { ...filed, status: 'lost' } },
      'the data of application.ApplicationFiled is invalid: status must be equal to one of the allowed values',
    ],
    [
      'free text in the data',
      { data: { ...filed, note: 'please hurry' } },
      'the data of application.ApplicationFiled is invalid: must NOT have additional properties',
    ],
    [
      'a missing field',
      { data: { ...filed, office: undefined } },
      "the data of application.ApplicationFiled is invalid: must have required property 'office'",
    ],
  ])('%s', (_, change, reason) => {
    const refused = violation(() => parseContractEvent(bytes({ ...event, ...change })));
    expect(refused.code).toBe('invalid');
    expect(refused.message).toContain(reason);
  });

  test('a reason never repeats a value out of the message', () => {
    const { message } = violation(() => validateContractEvent({ ...event, actorid: 'Erika Mustermann' }));
    expect(message).not.toContain('Erika');
  });
});

describe('no contract admits free text or personal data', () => {
  const personal = [
    'Erika Mustermann',
    'Erika',
    'erika@example.org',
    '+49 203 2830',
    'Burgplatz 19, 47051 Duisburg',
    'Bitte reichen Sie die Meldebescheinigung nach.',
  ];

  function* properties(schema: unknown, place: string): Generator<[string, Record<string, unknown>]> {
    const { type, properties: inner, additionalProperties } = schema as Record<string, unknown>;
    if (type !== 'object') return;
    expect([place, additionalProperties]).toEqual([place, false]);
    for (const [name, property] of Object.entries(inner as Record<string, Record<string, unknown>>)) {
      yield [`${place}.${name}`, property];
      yield* properties(property, `${place}.${name}`);
    }
  }

  test.each(contractEventTypes)('%s', (type) => {
    const found = [...properties(contractEventSchema(type), type)];
    expect(found.length).toBeGreaterThan(16);
    for (const [place, property] of found)
      expect([place, kindOf(property)]).toEqual([place, expect.any(String)]);
  });

  test('a property that admitted text would be found', () => {
    expect(kindOf({ type: 'string' })).toBeUndefined();
    expect(kindOf({ type: 'string', pattern: '^.*$', maxLength: 80 })).toBeUndefined();
    expect(kindOf({ type: 'string', pattern: '^[A-Za-z ]+$', maxLength: 80 })).toBeUndefined();
    expect(kindOf({ type: 'string', pattern: '[0-9]+', maxLength: 80 })).toBeUndefined();
    expect(kindOf({ type: 'object', properties: {} })).toBeUndefined();
    expect(kindOf({ type: 'array' })).toBeUndefined();
    expect(kindOf({ type: 'array', items: { type: 'string' }, maxItems: 3 })).toBeUndefined();
    expect(kindOf({ type: 'array', items: { type: 'boolean' } })).toBeUndefined();
  });

  /** What kind of value a property is; undefined where it could hold text. */
  function kindOf(property: Record<string, unknown>): string | undefined {
    if (property['type'] === 'boolean' || property['type'] === 'integer') return property['type'];
    if (property['type'] === 'object')
      return property['additionalProperties'] === false ? 'object' : undefined;
    if (property['type'] === 'array' && typeof property['maxItems'] === 'number')
      return kindOf(property['items'] as Record<string, unknown>);
    if (property['type'] !== 'string') return undefined;
    if ('enum' in property || 'const' in property) return 'code';
    const { pattern, maxLength } = property;
    if (typeof pattern !== 'string' || !pattern.startsWith('^') || !pattern.endsWith('$')) return undefined;
    if (typeof maxLength !== 'number' || maxLength > 160) return undefined;
    return personal.some((text) => new RegExp(pattern, 'u').test(text)) ? undefined : 'identifier';
  }
});

describe('the status', () => {
  test.each(statuses)('%s has a name in German and in English', (status) => {
    expect(statusLabel(status, 'de')).toMatch(/\S/);
    expect(statusLabel(status, 'en')).toMatch(/\S/);
  });

  test('D20 the words are those of the vocabulary', () => {
    expect(statuses.map((status) => statusLabel(status, 'de'))).toEqual([
      'Entwurf',
      'Eingereicht',
      'Bezahlung in Bearbeitung',
      'Eingegangen',
      'In Bearbeitung',
      'Rückfrage – Ihre Mitwirkung ist nötig',
      'Entschieden: bewilligt',
      'Entschieden: teilweise bewilligt',
      'Entschieden: abgelehnt',
      'Bescheid verfügbar',
      'Zurückgezogen',
      'Abgelaufen',
      'Abgeschlossen',
    ]);
  });
});

test('the AsyncAPI 3 document is valid and names every contract event', async () => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument()));
  expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
  expect(document?.version()).toBe('3.0.0');
  expect(
    document
      ?.allMessages()
      .all()
      .map((message) => message.id())
      .sort(),
  ).toEqual(
    expect.arrayContaining([...contractEventTypes].map((type) => type.slice(type.indexOf('.') + 1)).sort()),
  );
});
