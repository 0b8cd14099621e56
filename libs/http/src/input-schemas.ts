import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

/** A JSON Schema, as far as it is looked at here. */
interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: readonly string[];
  additionalProperties?: boolean;
  [keyword: string]: unknown;
}

/** Keywords that narrow a value down. What kind of value it is, Swagger's decorators say. */
const narrowing = [
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
] as const;

/**
 * What class-validator checks of the input classes that are loaded, for the OpenAPI document: whoever writes a client
 * reads there what is refused here.
 */
export class InputSchemas {
  private readonly checked = validationMetadatasToSchemas() as unknown as Readonly<Record<string, Schema>>;

  /** Writes the checks into the described schemas of input classes; fields that they do not have are refused. */
  narrowComponents(schemas: Readonly<Record<string, unknown>>): void {
    for (const [name, described] of Object.entries(schemas) as [string, Schema][]) {
      const checked = this.checked[name];
      if (checked === undefined) continue;
      for (const [field, schema] of Object.entries(described.properties ?? {}))
        narrow(schema, checked.properties?.[field]);
      described.additionalProperties = false;
    }
  }

  /** Writes the check of a query parameter into its schema. @param classes the classes that the route's parameters are read into */
  narrowParameter(name: string, schema: unknown, classes: readonly string[]): void {
    for (const input of classes) narrow(schema as Schema, this.checked[input]?.properties?.[name]);
  }

  /** Whether an object without any field is a valid input, so that a body can be left out. */
  isOptional(name: string): boolean {
    const checked = this.checked[name];
    return checked !== undefined && (checked.required ?? []).length === 0;
  }
}

function narrow(described: Schema, checked: Schema | undefined): void {
  if (checked === undefined) return;
  for (const keyword of narrowing) if (checked[keyword] !== undefined) described[keyword] = checked[keyword];
  // Swagger knows TypeScript's types alone, and there every number is a number.
  if (described['type'] === 'number' && checked['type'] === 'integer') described['type'] = 'integer';
  if (described.items !== undefined) narrow(described.items, checked.items);
}
