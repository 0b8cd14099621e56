import type { OpenAPIObject } from '@nestjs/swagger';

/** A JSON Schema, as far as it is looked at here. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What the types of a service say of what it shows (`deploy/build/described-types.mjs`). */
export interface DescribedTypes {
  /** Of named types, which the others refer to. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Properties by class and name. */
  readonly models: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  /** Answers by `<Controller>.<method>`. */
  readonly answers: Readonly<Record<string, JsonSchema>>;
}

type Schema = Record<string, unknown>;

/**
 * Completes the schemas of a document by what the types say, wherever they say more: of a class's property that is no class, of an
 * answer that is none. Named types that are referred to become components.
 */
export class TypeDescriptions {
  private readonly components: Record<string, Schema>;

  constructor(
    document: OpenAPIObject,
    private readonly types: DescribedTypes,
  ) {
    this.components = (document.components?.schemas ?? {}) as Record<string, Schema>;
    for (const [name, schema] of Object.entries(this.components))
      this.completeModel(schema, types.models[name]);
  }

  /** What an operation answers with. @param described what the document has said of it so far */
  answer(controller: string, method: string, described: JsonSchema = {}): JsonSchema {
    const known = this.types.answers[`${controller}.${method}`];
    return known === undefined ? described : this.completed({ ...described }, known);
  }

  private completeModel({ properties }: Schema, known: DescribedTypes['models'][string] = {}): void {
    if (!isSchema(properties)) return;
    for (const [name, described] of Object.entries(properties))
      if (isSchema(described) && known[name] !== undefined)
        properties[name] = this.completed(described, known[name]);
  }

  private completed(described: Schema, known: JsonSchema): Schema {
    if (isList(described) && isList(known) && isSchema(described['items']) && isSchema(known['items']))
      return { ...described, items: this.completed(described['items'], known['items']) };
    if (!saysLess(described, known)) return described;
    this.take(known);
    const {
      type: _,
      nullable: _nullable,
      additionalProperties: _others,
      items: _items,
      ...words
    } = described;
    return { ...known, ...words };
  }

  /** Takes over the named types that a schema refers to, and those that these refer to. */
  private take(schema: unknown): void {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword !== '$ref') this.take(value);
      else if (typeof value === 'string') this.takeNamed(value.split('/').at(-1) ?? '');
    }
  }

  private takeNamed(name: string): void {
    const definition = this.types.definitions[name];
    if (definition === undefined || this.components[name] !== undefined) return;
    this.components[name] = definition;
    this.take(definition);
  }
}

/** Whether what decorators and plugin say of a value leaves open what its type says. */
function saysLess(described: Schema, known: JsonSchema): boolean {
  if (Object.keys(known).length === 0) return false;
  const { type, properties, additionalProperties, items } = described;
  switch ([type].flat().find((name) => name !== 'null')) {
    case undefined:
      return !kinds.some((keyword) => keyword in described);
    case 'object':
      return properties === undefined && (!isSchema(additionalProperties) || isEmpty(additionalProperties));
    case 'array':
      return !isSchema(items) || isEmpty(items);
    case 'string':
      return described['enum'] === undefined && ('enum' in known || 'const' in known);
    default:
      return false;
  }
}

const kinds = ['$ref', 'enum', 'const', 'anyOf', 'oneOf', 'allOf'];

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(schema: Schema): boolean {
  return Object.keys(schema).length === 0;
}

function isList({ type }: JsonSchema): boolean {
  return type === 'array';
}
