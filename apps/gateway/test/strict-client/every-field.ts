import { httpMethods, type OpenApiDocument, type Operation } from '../../src/openapi/document';

/** A JSON Schema as the documents have them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** One answer of an operation, or what is sent with it. */
export interface Shown {
  /** E.g. `get /api/services 200`. */
  readonly place: string;
  /** The way to its type in the generated `paths`. */
  readonly type: string;
  readonly schema: Schema | undefined;
}

/** Every body that an operation of the document answers with when it succeeds; streams and pages are text. */
export function answersIn({ paths }: OpenApiDocument): Shown[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const { responses = {} } = (item[method] ?? {}) as Operation & { responses?: Responses };
      return Object.entries(responses)
        .filter(([status]) => /^2\d\d$/.test(status) && status !== '204')
        .flatMap(([status, { content }]) => {
          const place = `${method} ${path} ${status}`;
          if (content === undefined) return [{ place, type: '', schema: undefined }];
          return Object.entries(content).map(([media, { schema }]) => {
            const type = `paths['${path}']['${method}']['responses'][${status}]['content']['${media}']`;
            return { place: `${place} ${media}`, type, schema };
          });
        });
    }),
  );
}

type Responses = Readonly<Record<string, { content?: Readonly<Record<string, { schema?: Schema }>> }>>;

/**
 * A program for a strict compiler that reads every field of every answer of a document, each as what the document says that it is.
 * @param module where the generated types lie
 */
export function readingEveryField(document: OpenApiDocument, module: string): string {
  const reading = new Reading(document);
  const functions = answersIn(document).map(({ type, schema, place }, index) => {
    const body = reading.of('answer', schema ?? {}, []);
    return `/* ${place} */\nexport function answer${index}(answer: ${type}): void {\n${body}\n}`;
  });
  return [`import type { paths } from '${module}';`, readers, ...functions].join('\n');
}

/** What a strict client expects of a value: nothing that could be anything, and a code where there is a list of them. */
const readers = `
declare function known<T>(value: unknown extends T ? never : T): void;
declare function text(value: string): void;
declare function number(value: number): void;
declare function flag(value: boolean): void;
declare function code<T extends string>(value: string extends T ? never : T): void;
`;

class Reading {
  private names = 0;

  constructor(private readonly document: OpenApiDocument) {}

  /** Statements that read everything in the value of an expression. @param inside the named schemas around it */
  of(value: string, schema: Schema, inside: readonly string[]): string {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? '';
      if (inside.includes(name) || name === 'JsonValue') return `known(${value});`;
      return this.of(value, schemaNamed(this.document, name), [...inside, name]);
    }
    if (schema.allOf?.length === 1 && schema.allOf[0]) return this.of(value, schema.allOf[0], inside);
    if (isNullable(schema)) {
      const name = this.name();
      const present = this.of(name, withoutNull(schema), inside);
      return `{ const ${name} = ${value}; if (${name} !== null) { ${present} } else { known(${name}); } }`;
    }
    const variants = schema.anyOf ?? schema.oneOf;
    if (variants !== undefined) return this.variants(value, variants, inside);
    if (schema.enum !== undefined || schema.const !== undefined) return `code(${value});`;
    switch (schema.type) {
      case 'object':
        return this.object(value, schema, inside);
      case 'array': {
        const item = this.name();
        return `for (const ${item} of ${value}) { ${this.of(item, schema.items ?? {}, inside)} }`;
      }
      case 'string':
        return `text(${value});`;
      case 'integer':
      case 'number':
        return `number(${value});`;
      case 'boolean':
        return `flag(${value});`;
      case undefined:
      default:
        return `known(${value});`;
    }
  }

  private object(value: string, schema: Schema, inside: readonly string[]): string {
    const own = Object.entries(schema.properties ?? {}).map(([property, of]) => {
      const name = this.name();
      const reading = this.of(name, of, inside);
      const isRequired = schema.required?.includes(property) === true;
      return `{ const ${name} = ${value}[${JSON.stringify(property)}]; ${isRequired ? reading : `if (${name} !== undefined) { ${reading} }`} }`;
    });
    const others = schema.additionalProperties;
    if (typeof others === 'object') {
      const name = this.name();
      own.push(`for (const ${name} of Object.values(${value})) { ${this.of(name, others, inside)} }`);
    }
    return own.length === 0 ? `known(${value});` : own.join('\n');
  }

  /** Objects are told apart by a property that is another code in each, or that only one of them has. */
  private variants(value: string, variants: readonly Schema[], inside: readonly string[]): string {
    const objects = variants.map((variant) => resolved(this.document, variant));
    if (!objects.every(({ type }) => type === 'object')) return `known(${value});`;
    const name = this.name();
    const cases = objects.map((object) => {
      const others = objects.filter((other) => other !== object);
      const told = Object.entries(object.properties ?? {}).find(
        ([property, one]) =>
          codesOf(one).length > 0 &&
          others.every(({ properties = {} }) => {
            const codes = codesOf(properties[property] ?? {});
            return codes.length > 0 && codes.every((code) => !codesOf(one).includes(code));
          }),
      );
      const only = Object.keys(object.properties ?? {}).find((property) =>
        others.every(({ properties = {} }) => !(property in properties)),
      );
      const condition =
        told === undefined
          ? `${JSON.stringify(only)} in ${name}`
          : codesOf(told[1])
              .map((code) => `${name}[${JSON.stringify(told[0])}] === ${JSON.stringify(code)}`)
              .join(' || ');
      return `if (${condition}) { ${this.of(name, object, inside)} }`;
    });
    return `{ const ${name} = ${value};\n${cases.join('\n')} }`;
  }

  private name(): string {
    return `v${(this.names += 1)}`;
  }
}

/** The codes that a value can be; none where it can be anything else. */
function codesOf({ const: code, enum: codes = [] }: Schema): readonly unknown[] {
  return code === undefined ? codes : [code];
}

/** The component of a name. */
export function schemaNamed({ components }: OpenApiDocument, name: string): Schema {
  return (components?.['schemas']?.[name] ?? {}) as Schema;
}

function resolved(document: OpenApiDocument, schema: Schema): Schema {
  return schema.$ref === undefined
    ? schema
    : resolved(document, schemaNamed(document, schema.$ref.split('/').at(-1) ?? ''));
}

function isNullable({ type, anyOf }: Schema): boolean {
  return (Array.isArray(type) && type.includes('null')) || (anyOf ?? []).some((one) => one.type === 'null');
}

function withoutNull({ type, anyOf, enum: codes, ...rest }: Schema): Schema {
  const kinds = [type].flat().filter((kind) => kind !== 'null');
  const variants = anyOf?.filter((one) => one.type !== 'null');
  if (variants?.length === 1) return { ...rest, ...variants[0] };
  return {
    ...rest,
    ...(typeof kinds[0] === 'string' && { type: kinds[0] }),
    ...(codes !== undefined && { enum: codes.filter((code) => code !== null) }),
    ...(variants !== undefined && { anyOf: variants }),
  };
}
