import { keepLocked, saveErrors } from '#forms';
import { invalidInput, Problem } from '#http';
import { keptDays, keptFrom, type DraftChange } from '../domain/draft';
import { command } from './command';
import { formBytes, formLimitBytes } from './limits';
import { mergePatch } from './merge-patch';

/** A JSON Merge Patch (RFC 7396) of the form: any object. */
export class SaveFormInput {
  [field: string]: unknown;
}

/** Changes the form of a draft, which is no history yet. Half a form may be saved; a field that it does not have may not. */
export const saveForm = command({
  name: 'save-form',
  summary: 'Changes the form of a draft by JSON Merge Patch (RFC 7396)',
  roles: ['citizen'],
  transitions: [{ from: ['draft'], to: ['unchanged'] }],
  input: SaveFormInput,
  ownRoute: true,
  uponForm: true,

  async prepare({ input, expectedDraft, application, facts, at }): Promise<{ draft?: DraftChange }> {
    // Later nothing is saved: the decider says what is allowed instead.
    if (application.status !== 'draft') return {};
    const { version: was, form: present, savedAt, endsAt } = await facts.draft();
    if (expectedDraft !== undefined && expectedDraft !== was) throw new Problem('version-conflict');
    const contents = await facts.contents();
    const kept = contents.open('form', present);
    const sent = mergePatch(kept, input) as Record<string, unknown>;
    if (formBytes(sent) > formLimitBytes) throw new Problem('body-too-large', { limitBytes: formLimitBytes });
    const service = await facts.serviceOf(application);
    const errors = saveErrors(service.form, sent);
    if (errors.length > 0) throw invalidInput(errors);
    const merged = keepLocked(service.form, sent, kept);
    const form = contents.sealUnlessSame('form', merged, present);
    const days = keptDays(service.filing.draftDays, application);
    if (form === present) return { draft: { kind: 'unchanged', was, savedAt, endsAt } };
    return { draft: { kind: 'saved', was, form, ...keptFrom(at, days) } };
  },

  decide: () => [],

  history: {
    FormSaved: {
      says: { de: 'Angaben gespeichert', en: 'Form saved' },
      facts: ({ declarationHash }) => ({ declarationHash }),
    },
  },
});
