import { Each, Key, Sha256 } from '#http';
import type { UsedTemplate } from '../domain/notice';
import type { Facts } from './facts';
import { invalidField } from './invalid-field';

/** A text template with whose help something was written. */
export class UsedTemplateInput {
  @Key({ description: 'Of the template.', example: 'ablehnung' })
  key!: string;

  @Sha256({ description: 'Content hash of the template as it was used.' })
  version!: string;
}

/** Which text templates helped: the text itself is what was sent, whatever of it was typed. */
export const UsedTemplates = (): PropertyDecorator =>
  Each(UsedTemplateInput, 4, {
    description: 'The text templates with whose help it was written.',
    optional: true,
  });

/**
 * The templates as an event keeps them: key and hash, from which the text of the template can be found.
 * @throws Problem `invalid-input` for a version that the city never had
 */
export async function usedTemplates(
  used: readonly UsedTemplateInput[] | undefined,
  facts: Facts,
): Promise<{ readonly templates?: readonly UsedTemplate[] }> {
  if (used === undefined) return {};
  const templates = used.map(({ key, version }) => ({ key, version }));
  for (const [index, template] of templates.entries()) {
    if (await facts.isTemplate(template)) continue;
    throw invalidField(
      `/templates/${index}`,
      'unknown',
      'Diese Textvorlage gab es hier nie.',
      'There never was such a text template here.',
    );
  }
  return { templates };
}
