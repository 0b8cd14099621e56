import type { ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

type Schema = Readonly<Record<string, unknown>>;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: Schema;
}

interface Operation {
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
}

/** An answer as a test got it. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Whether a service answers as its OpenAPI document says: with no field more, and none less. */
export class DescribedAnswers {
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  private readonly known = new Map<string, ValidateFunction | undefined>();

  private constructor(private readonly document: Document) {
    this.ajv.addSchema({ components: closed(document.components ?? {}), $id: 'document' });
  }

  /** @param url of a service that listens */
  static async of(url: string): Promise<DescribedAnswers> {
    return new DescribedAnswers((await (await fetch(`${url}/openapi.json`)).json()) as Document);
  }

  /** The same answer. @throws Error for a success that the document does not describe so; what it leaves out is not looked at. */
  check<Given extends Answer>(method: string, path: string, answer: Given): Given {
    const [plain = ''] = path.split('?');
    const validate = this.validatorOf(method, plain, answer.status);
    if (validate !== undefined && !validate(answer.body)) {
      const faults = this.ajv.errorsText(validate.errors, { dataVar: 'body', separator: '\n' });
      throw new Error(`${method} ${plain} answers otherwise than its description says:\n${faults}`);
    }
    return answer;
  }

  private validatorOf(method: string, path: string, status: number): ValidateFunction | undefined {
    const template = Object.keys(this.document.paths)
      .filter((candidate) => new RegExp(`^${candidate.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
      // A path without parameters is meant before one with them.
      .sort((left, right) => left.split('{').length - right.split('{').length)[0];
    const operation = this.document.paths[template ?? '']?.[method];
    const schema = operation?.responses?.[status]?.content?.['application/json']?.schema;
    const key = `${method} ${template} ${status}`;
    if (status >= 300 || schema === undefined) return undefined;
    if (!this.known.has(key)) this.known.set(key, this.ajv.compile(closed(schema) as Schema));
    return this.known.get(key);
  }
}

/** A schema that allows no field but those that it names, with references into the document. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' ? `document${String(item)}` : closed(item),
    ]),
  );
  const isOpen = schema['properties'] !== undefined && schema['additionalProperties'] === undefined;
  return isOpen && schema['type'] !== undefined ? { ...schema, additionalProperties: false } : schema;
}
