import { mostFields } from '#forms';
import { CodeLists } from './code-lists';
import { importForm, type ImportedForm } from './form';
import { Remarks, type Remark } from './remarks';
import { readSchema, type FimSchema } from './schema';
import { readXml } from './xml';

/** A FIM schema as it is in our words. */
export interface ImportedSchema extends ImportedForm {
  readonly schema: FimSchema;
  /** What could not be taken over as it is, line by line. */
  readonly remarks: readonly Remark[];
}

/**
 * Reads a FIM schema (XDatenfelder 2 or 3).
 * @param codeLists those that the schema refers to, as far as somebody has them
 * @throws UnreadableXml, UnusableSchema for a file that is none, or of which no form can be made, in one sentence
 */
export function importSchema(bytes: Uint8Array, codeLists: CodeLists = new CodeLists()): ImportedSchema {
  const remarks = new Remarks();
  const schema = readSchema(readXml(bytes), { mostFields, codeLists }, remarks);
  const imported = importForm(schema, remarks);
  return { ...imported, schema, remarks: remarks.list };
}
