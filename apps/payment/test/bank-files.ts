import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryPages, validateXML } from 'xmllint-wasm';

/** Messages of ISO 20022 whose schema lies beside the tests, as iso20022.org publishes it. */
export type Message = 'pain.008.001.08' | 'pain.001.001.09';

/** What the schema of a message says against a file; nothing where it is valid. */
export async function faultsOf(message: Message, xml: string): Promise<readonly string[]> {
  const schema = readFileSync(join(__dirname, 'schemas', `${message}.xsd`), 'utf8');
  const { errors } = await validateXML({
    xml: { fileName: 'file.xml', contents: xml },
    schema: { fileName: 'schema.xsd', contents: schema },
    maxMemoryPages: 512 * memoryPages.MiB,
  });
  return errors.map((error) => error.message);
}
