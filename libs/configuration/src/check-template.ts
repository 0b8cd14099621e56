import { whatIsAllowed } from '#forms';
import type { ConfigurationFile } from './configuration-file';
import { ajv, conforming } from './conforming';
import { brokenTemplateReferences } from './references';
import templateSchema from './template.schema.json';
import { fieldsIn, isTemplateField, templateFields, type TextTemplateConfiguration } from './text-template';
import type { TenantConfiguration } from './types';

const templateFile = ajv.compile<TextTemplateConfiguration>(templateSchema);

/**
 * The text template that a file describes, or undefined when the file has problems.
 * `tenant` is undefined when its own file is wrong: then references to it are not checked, the rest is.
 */
export function readTemplateFile(
  file: ConfigurationFile,
  tenant: TenantConfiguration | undefined,
): TextTemplateConfiguration | undefined {
  const template = conforming(file, templateFile);
  if (template === undefined) return undefined;
  for (const { path, reason } of tenant === undefined ? [] : brokenTemplateReferences(template, tenant))
    file.report(path, reason);
  for (const [language, text] of Object.entries(template.text)) checkFields(text, language, file);
  return file.problems.length === 0 ? template : undefined;
}

/** A field that nobody fills in would stand in a letter of the city. */
function checkFields(text: string, language: string, file: ConfigurationFile): void {
  const { fields, stray } = fieldsIn(text);
  const said = new Set<string>();
  for (const { written, name } of fields) {
    if (isTemplateField(name) || said.has(name)) continue;
    said.add(name);
    const allowed = whatIsAllowed(name, Object.keys(templateFields));
    file.report(['text', language], `there is no field "${name}". ${allowed}`, written);
  }
  if (stray !== undefined)
    file.report(
      ['text', language],
      `"${stray}" belongs to no field; a field is written {{reference}}, and double braces are for fields alone`,
      stray,
    );
}
