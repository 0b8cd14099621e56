import { invalidInput, Problem } from '#http';
import { command } from './command';
import { declarationHash } from './contents';
import { formLimitBytes } from './form-check';
import { mergePatch } from './merge-patch';

/** A JSON Merge Patch (RFC 7396) of the form: any object. */
export class SaveFormInput {
  [field: string]: unknown;
}

/** Changes the form of a draft. Half a form may be saved; a field that it does not have may not. */
export const saveForm = command({
  name: 'save-form',
  summary: 'Changes the form of a draft by JSON Merge Patch (RFC 7396)',
  roles: ['citizen'],
  transitions: [{ from: ['draft'], to: ['unchanged'] }],
  input: SaveFormInput,
  ownRoute: true,

  async prepare({ input, applicationId, application, facts }) {
    const contents = await facts.contents();
    const merged = mergePatch(contents.open('form', application.form), input) as Record<string, unknown>;
    if (Buffer.byteLength(JSON.stringify(merged)) > formLimitBytes) {
      throw new Problem('body-too-large', { limitBytes: formLimitBytes });
    }
    const errors = facts.draftErrors(await facts.serviceOf(application), merged);
    if (errors.length > 0) throw invalidInput(errors);
    const form = contents.sealUnlessSame('form', merged, application.form);
    return { form, declarationHash: declarationHash(applicationId, application.configurationVersion, form) };
  },

  isSoAlready: (application, { form }) => application.status === 'draft' && application.form === form,

  decide: (_, { form, declarationHash }) => [{ type: 'FormSaved', data: { form, declarationHash } }],

  history: {
    FormSaved: {
      says: { de: 'Angaben gespeichert', en: 'Form saved' },
      facts: ({ declarationHash }) => ({ declarationHash }),
    },
  },
});
