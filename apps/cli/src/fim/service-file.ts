import { Document, isMap, isScalar, visit, type Node } from 'yaml';
import type { ImportedSchema } from './import-schema';
import { slug } from './names';

/** What a schema does not say of a service, and somebody has to. */
export interface ServiceSettings {
  readonly key: string;
  /** Leistungsschlüssel. */
  readonly leikaKey: string;
  readonly office: string;
  readonly topic: string;
  /** Path of the JSON Schema of service files, for the editor. */
  readonly schemaPath: string;
}

/** The key that a service gets of its schema: `antrag-auf-wohngeld`. */
export function keyOf({ schema }: ImportedSchema): string {
  return slug(schema.label);
}

/** Longest list or map of texts that stands in one line. */
const longestLine = 80;

/**
 * The file of the service that asks what the schema asks. It is a preview: the city looks at it, completes what the schema cannot
 * say, and makes it public.
 */
export function serviceFile(imported: ImportedSchema, settings: ServiceSettings): string {
  const { schema, form, documents, comments } = imported;
  const title = { de: schema.label, en: schema.label };
  const { definition = schema.help ?? schema.label } = schema;
  const service = {
    key: settings.key,
    leikaKey: settings.leikaKey,
    visibility: 'preview',
    title,
    description: { de: definition, en: definition },
    topics: [settings.topic],
    office: settings.office,
    levelOfAssurance: 'none',
    fee: { amountCents: 0, payment: 'none' },
    channels: ['online'],
    filing: { signIn: 'required', draftDays: 30 },
    documents,
    form,
  };
  // The text stands for itself wherever it stands: nobody who edits it has to find an anchor.
  const document = new Document(service, { aliasDuplicateObjects: false });
  commentFields(document, service, comments);
  visit(document, {
    Map: (_, map) => {
      const isText = map.items.every(({ key, value }) => isScalar(key) && isScalar(value));
      const length = JSON.stringify(map).length;
      if (isText && length <= longestLine) map.flow = true;
    },
    Seq: (_, seq) => {
      if (seq.items.every(isScalar) && JSON.stringify(seq).length <= longestLine) seq.flow = true;
    },
  });
  document.commentBefore = [
    ` yaml-language-server: $schema=${settings.schemaPath}`,
    ` Imported from the FIM schema ${schema.id}${schema.version === undefined ? '' : `, version ${schema.version}`}.`,
    ...schema.bases.map((basis) => ` Legal basis: ${basis}`),
  ].join('\n');
  return document.toString({ lineWidth: 110 });
}

/** Puts the comments to the fields, groups and topics that they are about: both trees are walked at once. */
function commentFields(document: Document, service: object, comments: ReadonlyMap<object, string>): void {
  const walk = (value: unknown, node: unknown): void => {
    if (typeof value !== 'object' || value === null || node === undefined) return;
    const comment = comments.get(value);
    if (comment !== undefined)
      (node as Node).commentBefore = comment
        .split('\n')
        .map((line) => ` ${line}`)
        .join('\n');
    for (const [key, member] of Object.entries(value)) {
      const collection = node as { get?: (key: unknown, keepScalar: true) => unknown };
      walk(member, collection.get?.(Array.isArray(value) ? Number(key) : key, true));
    }
  };
  walk(service, isMap(document.contents) ? document.contents : undefined);
}
