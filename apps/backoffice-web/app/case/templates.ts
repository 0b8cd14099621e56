import type { StaffSchema } from '#api-client';
import type { ActName } from './acts';

/** A text of the city, filled in for a case. */
export type Template = StaffSchema<'FilledTemplateView'>;
type Kind = Template['kind'];

/** Which texts the form of an act offers, by the name of its field. Without an act, one writes a message. */
const offered: Readonly<Partial<Record<ActName | 'nachricht', Readonly<Record<string, readonly Kind[]>>>>> = {
  nachfordern: { text: ['document-request'] },
  verlaengern: { grund: ['extension'] },
  entscheiden: { text: ['grant', 'refusal'], rechtsbehelf: ['legal-remedies'] },
  nachricht: { nachricht: ['message'] },
};

/** The kinds of texts that a page with the form of an act needs. */
export const kindsFor = (act: ActName | 'nachricht'): Kind[] =>
  Object.values(offered[act] ?? {}).flatMap((kinds) => [...kinds]);

/** The texts for one field. */
export const templatesIn = (
  all: readonly Template[] | undefined,
  act: ActName | 'nachricht',
  field: string,
): readonly Template[] => (all ?? []).filter(({ kind }) => (offered[act]?.[field] ?? []).includes(kind));

/** How a form names a text: by key and language. */
export const nameOf = ({ key, language }: Template): string => `${key} ${language}`;

/** How a form keeps with which texts a field was written. */
export const usedField = (field: string): string => `genutzt-${field}`;
export const chosenField = (field: string): string => `vorlage-${field}`;
const referenceOf = ({ key, version }: Template): string => `${key}@${version}`;

/** What stands in a field, and with the help of which texts. */
export interface Written {
  readonly text: string;
  readonly used: string;
}

/** What a field begins with. */
export const begunWith = (template: Template | undefined): Written =>
  template === undefined ? { text: '', used: '' } : { text: template.text, used: referenceOf(template) };

/** The field once a text is put in: in the place of another text that nobody has changed, else after what was typed. */
export function withTemplate(before: Written, template: Template, all: readonly Template[]): Written {
  const present = before.text.trim();
  const isUntouched = present === '' || all.some(({ text }) => text.trim() === present);
  if (isUntouched) return begunWith(template);
  const used = [...new Set([...before.used.split(',').filter(Boolean), referenceOf(template)])];
  return { text: `${present}\n\n${template.text}`, used: used.join(',') };
}

/** What of a text is still to be filled in. */
export const gapsIn = (text: string, templates: readonly Template[]): string[] =>
  [...new Set(templates.flatMap(({ missing }) => missing))].filter((gap) => text.includes(`[${gap}]`));

/** The texts as the API is told of them. @param used what the form kept of each field */
export function usedTemplatesOf(used: readonly string[]): {
  readonly templates?: { readonly key: string; readonly version: string }[];
} {
  const named = [...new Set(used.flatMap((one) => one.split(',')).filter(Boolean))];
  const templates = named.map((reference) => {
    const [key = '', version = ''] = reference.split('@');
    return { key, version };
  });
  return templates.length === 0 ? {} : { templates };
}
